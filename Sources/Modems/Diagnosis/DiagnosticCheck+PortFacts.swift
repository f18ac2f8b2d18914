extension DiagnosticCheck {
    func judgeFacts(_ facts: DiagnosisFacts) -> Finding {
        switch self {
        case .usb: facts.port.map { judgeUSB($0) } ?? notKnown
        case .connection: judgeConnection(facts)
        case .kernelLog: facts.port?.kernelLog.map { judgeKernelLog($0) } ?? notKnown
        case .owner: facts.port.map { judgeOwner($0) } ?? notKnown
        case .signalHistory: facts.history.map { judgeSignalHistory($0) } ?? notKnown
        case .networkHistory: facts.history.map { judgeNetworkHistory($0) } ?? notKnown
        case .receiving: facts.traffic.map { judgeReceiving($0) } ?? notKnown
        case .reports: facts.traffic.map { judgeReports($0) } ?? notKnown
        case .recoveries: facts.history.map { judgeRecoveries($0) } ?? notKnown
        case .balance: facts.balance.map { judgeBalance($0) } ?? notKnown
        default: facts.traffic.map { judgeSending($0) } ?? (facts.history == nil ? noRecord : noLine)
        }
    }

    private var notKnown: Finding {
        Finding(self, .unknown, value: "not known", meaning: "Nothing is recorded about it here.")
    }

    private func judgeUSB(_ facts: PortFacts) -> Finding {
        if let problem = facts.problem {
            return Finding(
                self,
                .fault,
                value: facts.device.map { "\($0.name) (\($0.ids))" } ?? "no port",
                meaning: "The device is there and shows no port for commands.",
                remedy: problem.prefix(1).uppercased() + problem.dropFirst() + ".",
                sign: .noTTY
            )
        }
        guard let device = facts.device else {
            return Finding(
                self,
                .unknown,
                value: facts.isVirtual ? "virtual modem" : "no USB device",
                meaning: facts.isVirtual
                    ? "A pseudo terminal: there is no plug and no supply."
                    : "A serial line: nothing is seen of plug and supply."
            )
        }
        let value = device.summary
        if device.isHighSpeedDevice, let rate = device.speed, rate < 480 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "A device for 480 Mb/s is connected at \(rate) Mb/s.",
                remedy: "The cable or the socket is bad: try another.",
                sign: .slowUSB
            )
        }
        if device.isSuspended || device.mayAutosuspend {
            return Finding(
                self,
                .warning,
                value: value + (device.isSuspended ? ", asleep" : ", autosuspend"),
                meaning: "The kernel may put the device to sleep, and it may not wake up.",
                remedy: "Install smsbridge's udev rules and plug it in again, or set "
                    + "/sys/bus/usb/devices/\(device.usbPath)/power/control to “on”.",
                sign: .autosuspend
            )
        }
        if facts.isNameAmbiguous {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "Two devices here have the same ids, so this by-id name leads to whichever came last.",
                remedy: "Use the name below /dev/serial/by-path, or let the daemon find its modems."
            )
        }
        return Finding(self, .ok, value: value, meaning: "Connected as it should be.")
    }

    private func judgeConnection(_ facts: DiagnosisFacts) -> Finding {
        guard facts.port != nil || facts.history != nil else { return notKnown }
        let history = facts.history ?? HistoryFacts()
        // The kernel tells of those too that were wanted.
        let logged = (facts.port?.kernelLog?.disconnects ?? 0) - history.sentAway
        let (gone, resets, shared) = (max(history.disconnects, logged), history.resets, history.sharedDisconnects)
        func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
        let parts = [
            gone > 0 ? "gone \(times(gone)) in an hour" : nil, resets > 0 ? "reset \(times(resets)) in a day" : nil,
        ]
        let value = parts.compactMap(\.self).joined(separator: ", ")
        if shared > 0 {
            return Finding(
                self,
                gone >= 3 ? .fault : .warning,
                value: value,
                meaning: "It went away together with other modems: the fault is not its own.",
                remedy: "Look at what they share: the hub, its supply, its cable to this computer.",
                sign: .sharedDisconnects
            )
        }
        if gone >= 2 {
            return Finding(
                self,
                gone >= 3 ? .fault : .warning,
                value: value,
                meaning: "The device loses its connection again and again.",
                remedy: "Too little power or a bad cable: a short cable and a hub with its own supply.",
                sign: .disconnects
            )
        }
        if resets >= 2 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The modem starts anew by itself.",
                remedy:
                    "Its supply breaks down while it sends: 2 A for a moment, a short cable, a hub with a supply of its own.",
                sign: .resets
            )
        }
        return Finding(
            self,
            .ok,
            value: value.isEmpty ? "steady" : value,
            meaning: value.isEmpty ? "It stayed connected." : "Once may be somebody who plugged it."
        )
    }

    private func judgeKernelLog(_ log: KernelLogFacts) -> Finding {
        if let obstacle = log.obstacle {
            return Finding(
                self,
                .unknown,
                value: "not readable",
                meaning: "Errors of cable and supply would stand there.",
                remedy: obstacle
            )
        }
        let bad = log.lines.filter { $0.kind != .disconnect && $0.kind != .reset }
        guard let last = bad.last ?? log.lines.last else {
            return Finding(self, .ok, value: "nothing", meaning: "The kernel has no complaint in the last hour.")
        }
        let value = "\(log.lines.count) in an hour"
        let said = "“\(last.text)”, \(last.secondsAgo / 60) min ago."
        if bad.contains(where: { $0.kind == .overCurrent }) {
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "The socket was switched off because too much power was drawn: \(said)",
                remedy:
                    "A hub with its own supply; if another modem in this socket does the same, the socket is broken.",
                sign: .badCable
            )
        }
        if !bad.isEmpty {
            let isBroken = bad.contains { $0.kind == .enumeration } || bad.count >= 5
            return Finding(
                self,
                isBroken ? .fault : .warning,
                value: value,
                meaning: "The kernel reports errors of the USB connection: \(said)",
                remedy: "Another cable, another socket, a hub with its own supply.",
                sign: .badCable
            )
        }
        return Finding(
            self,
            log.lines.count >= 3 ? .warning : .ok,
            value: value,
            meaning: "It left the bus or was reset, without an error: \(said)",
            remedy: log.lines.count >= 3 ? "A short cable and a hub with its own supply." : ""
        )
    }

    private func judgeOwner(_ facts: PortFacts) -> Finding {
        if let owner = facts.owner {
            let place = facts.ownedSibling.map { "\($0) of this modem" } ?? "this port"
            return Finding(
                self,
                .fault,
                value: owner,
                meaning: "It has \(place) open: two programs at one modem take each other's answers and messages.",
                remedy: "Stop it, or keep it away from this modem.",
                sign: .otherOwner
            )
        }
        if facts.isUnprotected {
            return Finding(
                self,
                .warning,
                value: "ModemManager",
                meaning: "ModemManager runs, and this device lacks the mark that keeps it away (ID_MM_DEVICE_IGNORE).",
                remedy: "Install smsbridge's udev rules and plug the modem in again.",
                sign: .otherOwner
            )
        }
        guard facts.seesAllOwners else {
            return Finding(
                self,
                .ok,
                value: "none seen",
                meaning: "Open files of other users are not seen from here; as root they are."
            )
        }
        return Finding(self, .ok, value: "none", meaning: "No other program uses this modem.")
    }
}

extension USBFacts {
    /// Such as `480 Mb/s, 500 mA, option, 1-1.2`.
    var summary: String {
        let parts = [
            speed.map { "\($0) Mb/s" }, maximumPower.map { "\($0) mA" }, driver.isEmpty ? nil : driver, usbPath,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}

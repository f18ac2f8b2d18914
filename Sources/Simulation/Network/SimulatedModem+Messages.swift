import Modems

extension SimulatedModem {
    /// The memories that there are.
    var offered: [String] { hardware.memorySize > 0 ? ["SM", "ME"] : ["SM"] }

    /// The slots of a memory, by its name.
    public subscript(storage name: String) -> [SimulatedSIM.Slot?] {
        get { name == "ME" ? memory : sim?.slots ?? [] }
        set {
            if name == "ME" { memory = newValue } else { sim?.slots = newValue }
        }
    }

    mutating func runMessages(_ name: String, _ rest: String, _ actions: inout [Action]) {
        guard sim != nil else { return refuse(cms: 310, &actions) }
        guard isUnlocked else { return refuse(cms: 311, &actions) }
        switch name {
        case "+CMGF":
            if rest == "?" { return say(["+CMGF: \(pduMode ? 0 : 1)", "OK"], &actions) }
            pduMode = rest == "=0"
            say(["OK"], &actions)
        case "+CPMS": selectStorage(rest, &actions)
        case "+CNMI": setNotifications(rest, &actions)
        case "+CMGL": list(&actions)
        case "+CMGR": read(rest, &actions)
        case "+CMGD": delete(rest, &actions)
        case "+CMGS": beginMessage(rest, &actions)
        default: say(["OK"], &actions)
        }
    }

    private mutating func selectStorage(_ rest: String, _ actions: inout [Action]) {
        if rest == "=?" {
            let list = "(" + offered.map { "\"\($0)\"" }.joined(separator: ",") + ")"
            return say(["+CPMS: \(list),\(list),\(list)", "OK"], &actions)
        }
        func figures(_ name: String) -> String {
            "\(self[storage: name].count { $0 != nil }),\(self[storage: name].count)"
        }
        if rest == "?" {
            return say(
                ["+CPMS: " + storages.map { "\"\($0)\",\(figures($0))" }.joined(separator: ","), "OK"],
                &actions
            )
        }
        let names = rest.dropFirst().split(separator: ",").map { $0.filter { $0 != "\"" } }
        guard !names.isEmpty, names.count <= 3, hardware.storagePositions.map({ $0 == names.count }) ?? true,
            names.allSatisfy({ offered.contains($0) })
        else {
            return refuse(cms: 302, &actions)
        }
        for (position, name) in names.enumerated() { storages[position] = name }
        say(["+CPMS: " + storages.map { figures($0) }.joined(separator: ","), "OK"], &actions)
    }

    private mutating func setNotifications(_ rest: String, _ actions: inout [Action]) {
        if rest == "=?" {
            if let lists = hardware.notificationLists {
                let text = lists.map { "(" + $0.map { "\($0)" }.joined(separator: ",") + ")" }.joined(separator: ",")
                return say(["+CNMI: \(text)", "OK"], &actions)
            }
            let reports = hardware.reportModes.map { "\($0)" }.joined(separator: ",")
            return say(["+CNMI: (0-2),(0-2),(0),(\(reports)),(0,1)", "OK"], &actions)
        }
        if rest == "?" {
            return say(["+CNMI: " + notifications.map { "\($0)" }.joined(separator: ","), "OK"], &actions)
        }
        let values = rest.dropFirst().split(separator: ",").compactMap { Int($0) }
        let limits = hardware.notificationLists ?? [[0, 1, 2], [0, 1, 2], [0], hardware.reportModes, [0, 1]]
        guard !values.isEmpty, values.count <= 5, zip(values, limits).allSatisfy({ $1.contains($0) }) else {
            return refuse(cms: 302, &actions)
        }
        for (position, value) in values.enumerated() { notifications[position] = value }
        say(["OK"], &actions)
    }

    private mutating func list(_ actions: inout [Action]) {
        guard pduMode else { return refuse(cms: 305, &actions) }
        switch hardware.listForm {
        case .refused, .refusedWithoutSlots: return refuse(cms: 303, &actions)
        case .empty: return say(["OK"], &actions)
        case .norm, .noAlpha, .noLineEnds: break
        }
        let name = storages[0]
        var text = ""
        for (position, slot) in self[storage: name].enumerated() {
            guard let slot else { continue }
            let index = position + hardware.firstIndex
            let alpha = hardware.listForm == .noAlpha ? "" : ","
            let start = hardware.listForm == .noLineEnds && !text.isEmpty ? "" : "\r\n"
            text += "\(start)+CMGL: \(index),\(slot.isRead ? 1 : 0),\(alpha)\(slot.tpduLength)\r\n\(slot.pdu)"
            self[storage: name][position]?.isRead = true
        }
        write(text + (text.isEmpty ? "" : "\r\n") + "\r\nOK\r\n", &actions)
    }

    private mutating func read(_ rest: String, _ actions: inout [Action]) {
        let name = storages[0]
        guard let position = position(rest, in: name) else { return refuse(cms: 321, &actions) }
        guard let slot = self[storage: name][position] else { return refuse(cms: 321, &actions) }
        self[storage: name][position]?.isRead = true
        say(["+CMGR: \(slot.isRead ? 1 : 0),,\(slot.tpduLength)\r\n\(slot.pdu)", "OK"], &actions)
    }

    private mutating func delete(_ rest: String, _ actions: inout [Action]) {
        let name = storages[0]
        if rest == "=?" {
            let slots = self[storage: name]
            let used = slots.indices.filter { slots[$0] != nil }.map { "\($0 + hardware.firstIndex)" }
            let all = "\(hardware.firstIndex)-\(hardware.firstIndex + slots.count - 1)"
            let list = hardware.listForm == .refusedWithoutSlots ? all : used.joined(separator: ",")
            return say(["+CMGD: (\(list)),(0-4)", "OK"], &actions)
        }
        let parts = rest.dropFirst().split(separator: ",")
        if parts.count == 2, parts[1] != "0" {
            for position in self[storage: name].indices { remove(name, position, &actions) }
            return say(["OK"], &actions)
        }
        guard let position = position(rest, in: name) else { return refuse(cms: 321, &actions) }
        remove(name, position, &actions)
        say(["OK"], &actions)
    }

    private mutating func remove(_ name: String, _ position: Int, _ actions: inout [Action]) {
        guard let slot = self[storage: name][position] else { return }
        self[storage: name][position] = nil
        actions.append(.deleted(delivery: slot.delivery, storage: name, index: position + hardware.firstIndex))
    }

    private func position(_ rest: String, in name: String) -> Int? {
        guard let text = rest.dropFirst().split(separator: ",").first, let index = Int(text) else { return nil }
        let position = index - hardware.firstIndex
        return self[storage: name].indices.contains(position) ? position : nil
    }

    private mutating func beginMessage(_ rest: String, _ actions: inout [Action]) {
        guard pduMode, let length = Int(rest.dropFirst()), (7...232).contains(length) else {
            return refuse(cms: pduMode ? 304 : 305, &actions)
        }
        guard registration.canSendSMS else { return refuse(cms: 331, &actions) }
        if vanishes(at: .prompt, &actions) { return }
        mode = .message(tpduLength: length)
        switch hardware.prompt {
        case .usual: write("\r\n> ", &actions)
        case .ownLine: write("\r\n>\r\n", &actions)
        case .bare: write(">", &actions)
        case .behindEcho: write("> ", &actions)
        case .afterNotice: write("\r\n^RSSI: 18\r\n\r\n+CREG: 1\r\n\r\n> ", &actions)
        // It takes the message as commands, as such firmwares do.
        case .missing: mode = .commands
        }
    }

    mutating func submit(_ pdu: String, _ length: Int, _ actions: inout [Action]) {
        let octets = pdu.utf8.count / 2
        let center = Int(pdu.prefix(2), radix: 16) ?? 0
        guard pdu.utf8.count % 2 == 0, octets == length + center + 1 else { return refuse(cms: 304, &actions) }
        if let refusal { return refuse(cms: refusal, &actions) }
        nextReference = (nextReference + 1) % 256
        if isMute {
            mode = .commands
            return say(hardware.hidesReference ? ["OK"] : ["+CMGS: \(nextReference)", "OK"], &actions)
        }
        nextSubmission += 1
        references[nextSubmission] = nextReference
        mode = .submitting(nextSubmission)
        actions.append(
            .submit(submission: nextSubmission, reference: nextReference, pdu: pdu, tpduLength: length)
        )
        _ = vanishes(at: .answer, &actions)
    }
}

import Campaigns
import Modems
public import Storage

extension Control {
    /// What a modem holds, and whether it is committed.
    public func storedMessages(_ modem: String) async throws -> [StoredMessageView] {
        let route = core.roster.route(of: try handle(of: modem))
        return try await borrow(modem, for: "sms list") { loan in
            try await known(try await Technician(loan).storedMessages(), route)
        }
    }

    /// Deletes one message of a modem's storage. One that is not committed stays, unless `force` is set.
    public func deleteStoredMessage(
        _ modem: String,
        _ storage: String,
        _ index: Int,
        force: Bool
    ) async throws -> StoredMessageView {
        let route = core.roster.route(of: try handle(of: modem))
        return try await borrow(modem, for: "sms delete") { loan in
            let technician = Technician(loan)
            guard let found = try await technician.storedMessage(storage, index),
                let view = try await known([found], route).first
            else {
                throw ControlProblem.notFound("there is no message \(index) in \(storage) of \(modem)")
            }
            if view.isCommitted != true, !force {
                throw ControlProblem.conflict(
                    "\(storage) \(index) is not stored by the daemon: it would be lost. To delete it all the same, force it"
                )
            }
            try await technician.delete(view)
            return view
        }
    }

    private func known(_ views: [StoredMessageView], _ route: RouteID?) async throws -> [StoredMessageView] {
        var views = views
        for index in views.indices {
            let fingerprints: [String] =
                switch ReceivedPDU(hex: views[index].pdu, length: views[index].length) {
                case .deliver(let deliver): [deliver.fingerprint]
                case .report, .broken: [views[index].pdu]
                case .ours: []
                }
            // What we wrote ourselves is in the ledger.
            var isCommitted = fingerprints.isEmpty
            if let route, let fingerprint = fingerprints.first {
                isCommitted = try await stored { () async throws(StorageError) in
                    try await core.store.holds(fingerprint, of: route)
                }
            }
            views[index].isCommitted = isCommitted
        }
        return views
    }

    /// Sets the number of the service center.
    public func setServiceCenter(_ modem: String, _ number: String) async throws -> String {
        let handle = try handle(of: modem)
        let now = try await borrow(modem, for: "set-smsc") { try await Technician($0).setServiceCenter(number) }
        change(handle) { $0.smsc = now }
        return now
    }

    /// Enters a PIN that a person typed, by promise 7: one that the SIM refused before is not entered again, and the last
    /// attempt is never used.
    public func enterPIN(_ modem: String, _ pin: String) async throws(ControlProblem) {
        let handle = try handle(of: modem)
        let desk = core.desks[handle]
        guard let offer = desk.offer(pin: pin) else {
            let state = view(of: handle).map { "\($0.state)\($0.reason.map { ": " + $0 } ?? "")" } ?? "absent"
            throw .conflict("\(modem) does not ask for a PIN now: it is \(state)")
        }
        switch await desk.outcome(of: offer, atMost: .seconds(90), core.timers, core.stopwatch) {
        case .accepted?: return
        case .refused(let reason)?: throw .conflict(reason)
        case nil: throw .unavailable("\(modem) did not say within 90 s what became of the PIN: see modem list")
        }
    }

    /// Gives a modem, or the SIM in it, a name that is used everywhere from now on. It must be nobody else's.
    public func nameModem(_ modem: String, _ name: String, ofSIM: Bool = false) async throws(ControlProblem) -> String {
        guard (1...40).contains(name.count), name.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }) else {
            throw .invalid(field: "name", reason: "a name has 1 to 40 letters, digits, - and _")
        }
        let handle = try handle(of: modem)
        if let other = core.roster.handle(of: name), other != handle {
            throw .conflict("another modem is called \(name) already: choose another name")
        }
        guard let view = view(of: handle) else { throw .notFound("there is no modem \(modem)") }
        let key: String
        if ofSIM {
            guard let iccid = view.iccid else {
                throw .conflict("the number of the SIM in \(modem) is not known: it must have been ready once")
            }
            key = ModemKey.sim(iccid)
        } else {
            guard let imei = view.imei else {
                throw .conflict("the IMEI of \(modem) is not known: it must have been ready once")
            }
            key = ModemKey.modem(imei)
        }
        let route = core.roster.route(of: handle)
        try await stored { () async throws(StorageError) in
            // A name of the SIM would hide one of the modem.
            if !ofSIM, let iccid = view.iccid { try await core.store.forgetNames(of: [ModemKey.sim(iccid)]) }
            try await core.store.name(key, name, route: route, at: now)
        }
        core.roster.call(handle, name)
        core.gate.rename(modem, to: name)
        core.feed.tell(.modem(name: name, state: view.state))
        return name
    }

    private func change(_ handle: String, _ change: (inout ModemView) -> Void) {
        guard let view = view(of: handle) else { return }
        core.roster.update(handle, source: view.source, limit: view.dailyLimit, change)
    }

    /// Yields at once and then whenever something of the modems changes that people can see, at most twice a second.
    public func watchModems(_ tell: ([ModemView]) async throws -> Void) async throws {
        var last: [ModemView]?
        while !Task.isCancelled {
            let seen = core.roster.changes.count
            let views = await modems()
            if views != last { try await tell(views) }
            last = views
            await core.roster.changes.wait(since: seen)
            try await core.surroundings.clock.sleep(for: .milliseconds(500))
        }
    }
}

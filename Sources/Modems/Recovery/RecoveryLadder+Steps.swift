extension RecoveryLadder {
    /// What is done on a rung, in order; the rung helped when all of it passed.
    func steps(of rung: RecoveryRung) -> [RecoveryStep] {
        let registration = fault == .registration ? settings.registration : nil
        let comesBack: [RecoveryStep] = [
            .open(.primary, dtrLow: nil), .probe(tries: 5), .startUp(registration: registration),
        ]
        switch rung {
        case .attention:
            return [.escape, .probe(tries: 3)]
        case .settings:
            return [.open(.primary, dtrLow: nil), .escape, .startUp(registration: nil)]
        case .reopen:
            return [.close, .pause(settings.closed), .open(.primary, dtrLow: settings.dtrLow), .probe(tries: 5)]
        case .otherPort:
            guard case .available(let path) = means.secondaryPort else { return [] }
            return [.close, .open(.secondary(path), dtrLow: nil), .probe(tries: 5)]
        case .radioCycle:
            guard case .available(let cycle) = means.radioCycle else { return [] }
            return [
                .open(.primary, dtrLow: nil), .send([cycle.offCommand]), .pause(cycle.pause), .send([cycle.onCommand]),
                .pause(cycle.settling), .startUp(registration: settings.registration),
            ]
        case .softReset:
            guard case .available(let reset) = means.softReset else { return [] }
            return [
                .open(resetPort, dtrLow: nil), .send(reset.asCommands), .close,
                .awaitReturn(vanishing: settings.vanishing, returning: max(settings.returning, reset.absence)),
            ] + comesBack
        case .usbReset:
            guard case .available(let place) = means.usbReset else { return [] }
            return [
                .close, .resetUSB(place), .awaitReturn(vanishing: settings.closed, returning: settings.returning),
            ] + comesBack
        case .hubPower:
            guard case .available(let place) = means.hubPower else { return [] }
            return [
                .close, .cyclePower(place),
                .awaitReturn(vanishing: settings.closed, returning: settings.returningFromPower),
            ] + comesBack
        case .outOfRotation:
            return []
        }
    }

    /// A look at a modem that is out of rotation.
    var lookInSteps: [RecoveryStep] {
        [.open(.primary, dtrLow: nil), .probe(tries: 2)]
    }

    /// Which port is told to reset the modem: the second one where it answered and the first one does not.
    private var resetPort: RecoveryStep.PortChoice {
        guard secondaryAnswers, case .available(let path) = means.secondaryPort else { return .primary }
        return .secondary(path)
    }
}

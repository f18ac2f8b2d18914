/// Several findings that together say more than each: what a technician says on the phone.
public struct Symptom: Sendable, Hashable {
    /// A short name, the same in every version: `blockedForSending`.
    public var name: String
    /// Signs that are all there.
    public var needs: [FindingSign]
    /// At least one of them is there; empty: none needed.
    public var needsOne: [FindingSign]
    /// None of them is there.
    public var without: [FindingSign]
    /// What is the matter and what to do, in whole sentences.
    public var sentence: String
    /// False where the modem works in spite of it.
    public var isFault: Bool

    init(
        _ name: String,
        needs: [FindingSign] = [],
        oneOf needsOne: [FindingSign] = [],
        without: [FindingSign] = [],
        isFault: Bool = true,
        _ sentence: String
    ) {
        self.name = name
        self.needs = needs
        self.needsOne = needsOne
        self.without = without
        self.isFault = isFault
        self.sentence = sentence
    }

    /// True where the signs make this symptom.
    func fits(_ signs: Set<FindingSign>) -> Bool {
        needs.allSatisfy { signs.contains($0) } && (needsOne.isEmpty || needsOne.contains { signs.contains($0) })
            && !without.contains { signs.contains($0) }
    }

    /// The first symptom that the findings show.
    public static func of(_ findings: [Finding]) -> Symptom? {
        let signs = Set(findings.compactMap(\.sign))
        return all.first { $0.fits(signs) }
    }

    /// Every symptom, the particular first. Single signs are told by their own finding.
    public static let all: [Symptom] = [
        Symptom(
            "takenByAnother",
            needs: [.silent, .otherOwner],
            "Another program has this modem and takes its answers: stop it, or keep it away with the udev rules, and plug "
                + "the modem in again."
        ),
        Symptom(
            "garbledByAnother",
            needs: [.garbled, .otherOwner],
            "Another program reads at this modem too, and each gets half of the answers: stop it, or keep it away with the "
                + "udev rules, and plug the modem in again."
        ),
        Symptom(
            "hubLoss",
            needs: [.sharedDisconnects],
            "Several modems lose their connection in the same moment: the hub, its supply or its cable is at fault, not "
                + "the modems."
        ),
        Symptom(
            "powerLoss",
            oneOf: [.disconnects, .badCable],
            without: [.noTTY],
            "The modem loses its USB connection: a short cable, and a hub with a supply of its own."
        ),
        Symptom(
            "weakSupply",
            needs: [.lowVoltage],
            oneOf: [.resets, .allSendsFail, .someSendsFail],
            "The modem resets when it sends because its supply is too weak: it needs 2 A for a moment."
        ),
        Symptom(
            "resetsUnderLoad",
            needs: [.resets],
            oneOf: [.allSendsFail, .someSendsFail],
            "The modem starts anew while it sends: its supply breaks down. A short cable, and a hub with a supply of its own."
        ),
        Symptom(
            "pinTriedInALoop",
            needs: [.pukNeeded, .fewAttempts],
            "Something entered wrong PINs again and again and the SIM is nearly lost: take it out, unlock it in a phone with "
                + "the PUK, and find the old configuration that tries the PIN."
        ),
        Symptom(
            "deviceBarred",
            needs: [.refusedForGood],
            oneOf: [.denied, .emergencyOnly],
            "The network refuses this SIM or this device for good: ask the operator whether the SIM is active and whether "
                + "the IMEI is barred."
        ),
        Symptom(
            "manualNetworkGone",
            needs: [.manualNetwork],
            oneOf: [.searching, .denied, .idle, .emergencyOnly],
            "A network was set by hand and cannot be used here: set the choice to automatic with AT+COPS=0."
        ),
        Symptom(
            "radioOff",
            needs: [.radioOff],
            oneOf: [.idle, .noSignal, .noSIM, .searching],
            "The radio is switched off, so there is no network: switch it on with AT+CFUN=1."
        ),
        Symptom(
            "technologyGone",
            needs: [.technologyGone],
            oneOf: [.searching, .idle, .denied, .emergencyOnly],
            "The SIM's country has switched off the networks that this modem knows: use a modem that knows LTE."
        ),
        Symptom(
            "noAntenna",
            needs: [.searching, .noSignal],
            "There is no signal at all: the antenna is off, broken or on the wrong socket."
        ),
        Symptom(
            "signalAndNoNetwork",
            needs: [.searching, .goodSignal],
            "There is a good signal and no network takes the SIM: the SIM is not active, the technology is switched off in "
                + "this country, or the modem is locked to other bands. Try the SIM in a phone."
        ),
        Symptom(
            "tooWeakToRegister",
            needs: [.searching, .weakSignal],
            "The signal is too weak to register: move the antenna to a window or higher."
        ),
        Symptom(
            "foreignServiceCenter",
            needs: [.foreignServiceCenter],
            oneOf: [.serviceCenterCauses, .allSendsFail, .blockedCauses],
            "Every message is refused, and the service center's number is that of another country: set the one that the "
                + "operator names."
        ),
        Symptom(
            "wrongServiceCenter",
            needs: [.serviceCenterCauses],
            "Every message is refused by the service center: its number is wrong for this SIM. Set the one that the operator "
                + "names."
        ),
        Symptom(
            "fixedDialling",
            needs: [.fixedDialling],
            oneOf: [.allSendsFail, .blockedCauses],
            "Nothing can be sent because the SIM allows only the numbers of a list: switch fixed dialling off."
        ),
        Symptom(
            "barred",
            needs: [.barred],
            oneOf: [.allSendsFail, .blockedCauses],
            "Nothing can be sent because outgoing messages are barred: have the barring lifted."
        ),
        Symptom(
            "lteWithoutSMS",
            needs: [.lteWithoutSMS],
            oneOf: [.allSendsFail, .blockedCauses],
            "The SIM is in LTE for data alone and every message is refused: ask the operator for SMS over IMS, or have the "
                + "modem use GSM or 3G. A tariff for data alone has no SMS."
        ),
        Symptom(
            "creditGone",
            needs: [.balanceLow],
            oneOf: [.allSendsFail, .blockedCauses],
            "Every message is refused and the balance is low: top the SIM up."
        ),
        Symptom(
            "blockedForSending",
            needs: [.blockedCauses],
            oneOf: [.registered, .roaming, .receives],
            "The SIM is in the network and may not send: the operator blocked it, its credit is gone, or its tariff has no "
                + "SMS. Ask the operator; until then the other modems send."
        ),
        Symptom(
            "silentlyBlocked",
            needs: [.deaf, .noReports],
            "Messages are accepted and never arrive: the operator blocked this SIM without saying so. Try another SIM in "
                + "this modem, and ask the operator."
        ),
        Symptom(
            "fullAndDeaf",
            needs: [.full],
            oneOf: [.nothingReceived, .deaf],
            "Nothing is received because the storage is full: start the daemon with this modem, it makes room."
        ),
        Symptom(
            "routedAway",
            needs: [.routed],
            oneOf: [.nothingReceived, .deaf],
            "Nothing is received because another program takes the messages away: find it and stop it."
        ),
        Symptom(
            "wrongMemory",
            needs: [.wrongMemory],
            oneOf: [.nothingReceived, .deaf],
            "Messages arrive in a memory that is not read: start the line anew, and see that no other program uses the modem."
        ),
        Symptom(
            "registeredButDeaf",
            needs: [.deaf],
            oneOf: [.registered, .roaming],
            "The modem is in the network and hears nothing: another modem may hold the same SIM's twin, the storage or the "
                + "port may be wrong. Restart the modem; if it stays, try the SIM in a phone."
        ),
        Symptom(
            "throttled",
            needs: [.throttlingCauses],
            isFault: false,
            "The operator lets only so many messages pass: lower the line's limits, or put in another SIM."
        ),
        Symptom(
            "weakAndFailing",
            needs: [.weakSignal],
            oneOf: [.someSendsFail, .allSendsFail],
            "Messages fail because the signal is weak: move the antenna before anything else."
        ),
        Symptom(
            "looseAntenna",
            needs: [.swing],
            oneOf: [.someSendsFail, .lossesOfNetwork],
            isFault: false,
            "The signal swings and the network is lost on the way: the antenna or its plug is loose."
        ),
        Symptom(
            "notAnnounced",
            oneOf: [.notAnnounced, .wrongPort],
            without: [.silent],
            isFault: false,
            "Messages come in and the modem does not say so on this port, so replies are seen up to half a minute late: use "
                + "the port that is named at “Notices”."
        ),
    ]
}

import Modems
import Simulation

/// A fault that a technician can practise on: what it does, how it shows, and what ends it.
struct PracticeFault: Sendable {
    enum Effect: Sendable {
        case modem([ModemFault])
        /// On the next segment of the line.
        case network(SubmissionFault)
        case unplugs
    }

    let name: String
    /// What happens to the modem or the SIM.
    let what: String
    /// Where and how a technician sees it on the running service.
    let shows: String
    /// How it is mended, beside the order `recover`.
    let ends: String
    let effect: Effect

    static let all: [PracticeFault] = [
        PracticeFault(
            name: "silence",
            what: "the modem takes everything and answers nothing",
            shows: "modem list: recovering, then suspended; alarms: ladder_exhausted",
            ends: "unplug and plug, as with a real one",
            effect: .modem([.hang])
        ),
        PracticeFault(
            name: "silence-until-reset",
            what: "the same, but the vendor's reset still helps",
            shows: "modem list: recovering; modem history: which step helped",
            ends: "the daemon mends it by itself",
            effect: .modem([.hangUntil(.reset)])
        ),
        PracticeFault(
            name: "drop",
            what: "the network takes the next message, and the modem never says so",
            shows: "message list: uncertain; it is not sent again",
            ends: "over with that message; a status report settles it",
            effect: .network(.loseAnswer)
        ),
        PracticeFault(
            name: "late",
            what: "the modem says 30 s late that the next message was taken",
            shows: "message list: submitting for 30 s, then sent, once",
            ends: "over with that message",
            effect: .network(.lateAnswer(.seconds(30)))
        ),
        PracticeFault(
            name: "refused",
            what: "the network refuses the next message with +CMS ERROR 38",
            shows: "message show: the refusal, and when it is tried again",
            ends: "over with that message",
            effect: .network(.refuse(cms: 38))
        ),
        PracticeFault(
            name: "garbage",
            what: "octets on the line that mean nothing, as from a bad cable",
            shows: "modem trace: broken lines; everything goes on",
            ends: "over at once",
            effect: .modem([.garbage([0x00, 0xFF, 0x2B, 0x43, 0x4D, 0x0D, 0x0A, 0xC3, 0x28])])
        ),
        PracticeFault(
            name: "no-prompt",
            what: "the modem never asks for a message's text, though it takes the command",
            shows: "modem list: last error, then recovering or suspended",
            ends: "recover",
            effect: .modem([.prompt(.missing)])
        ),
        PracticeFault(
            name: "full-sim",
            what: "SIM and memory are full of junk, so nothing can come in",
            shows: "the daemon reads and clears them; modem diagnose before that: Message storage",
            ends: "the daemon mends it by itself; without one, modem sms delete",
            effect: .modem([.fillStorage])
        ),
        PracticeFault(
            name: "pin",
            what: "the SIM asks for its PIN (1234), and the modem restarts",
            shows: "modem list: needsPIN; alarms: pin_needed",
            ends: "modem pin NAME, or pin: in the configuration",
            effect: .modem([.lockSIM(pin: "1234"), .restart])
        ),
        PracticeFault(
            name: "weak-signal",
            what: "the signal falls to -109 dBm",
            shows: "modem list: bars; modem antenna; alarms after 10 minutes: weak_signal",
            ends: "signal LINE 20",
            effect: .modem([.signal(2)])
        ),
        PracticeFault(
            name: "no-network",
            what: "no network is in reach",
            shows: "modem diagnose: Registration; alarms after 3 minutes: no_registration",
            ends: "recover",
            effect: .modem([.registration(.searching)])
        ),
        PracticeFault(
            name: "denied",
            what: "the network throws the SIM out",
            shows: "modem diagnose: Registration; alarms after 3 minutes: no_registration",
            ends: "recover",
            effect: .modem([.registration(.denied)])
        ),
        PracticeFault(
            name: "blocked-sim",
            what: "the operator refuses all that the SIM sends with +CMS ERROR 10, call barred",
            shows: "modem list: suspended; alarms: sim_blocked; its messages go to other lines",
            ends: "recover; the daemon checks after 5 minutes and takes it back",
            effect: .modem([.blockSIM(cms: 10)])
        ),
        PracticeFault(
            name: "deaf",
            what: "registered, and no message reaches it",
            shows: "modem loopback run: which line does not receive; alarms: loopback_failed",
            ends: "recover; it is checked after 10 minutes, or by modem loopback run NAME",
            effect: .modem([.deaf(true)])
        ),
        PracticeFault(
            name: "mute",
            what: "the operator accepts what the SIM sends and drops it",
            shows: "message list: sent, never delivered; modem loopback run; alarms: loopback_failed",
            ends: "recover; it is checked after 10 minutes, or by modem loopback run NAME",
            effect: .modem([.mute(true)])
        ),
        PracticeFault(
            name: "under-voltage",
            what: "the modem complains of its supply and restarts",
            shows: "alarms: under_voltage; modem history: the resets",
            ends: "over at once; the alarm stays for a while",
            effect: .modem([.underVoltage, .restart])
        ),
        PracticeFault(
            name: "restart",
            what: "the modem restarts by itself and has forgotten its settings",
            shows: "modem history: a reset; from three a day an alarm",
            ends: "the daemon sets it up again",
            effect: .modem([.restart])
        ),
        PracticeFault(
            name: "vanish",
            what: "its port is gone, as when it is pulled out",
            shows: "modem list: absent; alarms after a minute: modem_gone",
            ends: "plug LINE, or vanish LINE to NAME: it is back under another name",
            effect: .unplugs
        ),
    ]

    /// The fault of that name; the error names one that is near, or where all stand.
    static func named(_ name: String) throws(SimulateProblem) -> PracticeFault {
        if let fault = all.first(where: { $0.name == name }) { return fault }
        let near = all.map(\.name).filter { $0.hasPrefix(name.prefix(3)) || $0.contains(name) }
        let hint = near.isEmpty ? "'faults' lists them" : "did you mean \(near.joined(separator: " or "))?"
        throw SimulateProblem("“\(TerminalText.plain(name))” is no fault; \(hint)")
    }

    /// All of them, for people.
    static var table: String {
        all.map { fault in
            """
            \(fault.name)
              does   \(fault.what)
              shows  \(fault.shows)
              ends   \(fault.ends)
            """
        }
        .joined(separator: "\n")
    }
}

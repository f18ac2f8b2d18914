/// What is particular about the modems of one vendor, as data. What is not said here follows TS 27.005 and TS 27.007.
///
/// A new family needs one value in a file of its own and a place in ``all``; nothing else knows vendors by name.
public struct Dialect: Sendable, Hashable {
    /// A short name: `huawei`, `quectel4g`.
    public var name: String
    /// For people: `Huawei, E3131 and later`.
    public var title: String
    /// How its modems are recognised. One sign is enough.
    public var signs: [Sign]

    /// Commands that silence or route notices and set what the vendor leaves odd, sent after the identity is known.
    /// Errors do not matter. None of them writes to flash.
    public var silencing: [String] = []
    /// The same, sent once more when the SIM is ready.
    public var afterSIM: [String] = []
    /// Sent once where messages are found that no notice announced: what is silenced too well.
    public var whenDeaf: [String] = []
    /// What is waited for before messages are touched, where the modem announced a restart or is known to be slow.
    public var readiness = Readiness()
    /// How long the modem needs after a PIN.
    public var pause: Duration = .seconds(3)
    /// Commands that harm these modems. The driver never sends a line that starts with one of them.
    public var forbidden: [String] = []

    /// How the ICCID is asked for, best first. The general forms are tried after them.
    public var iccid: [String] = []
    /// How the attempts left for the PIN are asked for. The general form (`+CSIM`) is tried after it.
    public var attempts: AttemptsQuery?

    /// How the modem is made to start anew.
    public var reset = Reset()
    /// How the radio is switched off and on, nil where that makes the modem mute.
    public var radioCycle: RadioCycle? = RadioCycle()
    /// How it is switched off for good, nil where unknown.
    public var powerOff: String?

    public var temperature: Question?
    /// The supply voltage; the general form is `+CBC`.
    public var supply: Question? = Question("AT+CBC", prefix: "+CBC", position: .last, unit: .millivolts)
    /// Questions about the LTE signal that tell more than `+CESQ`.
    public var quality: [String] = []
    /// To which port the modem sends its notices, where it has a setting for that.
    public var noticePort: NoticePort?
    /// True where `^GETPORTMODE` may be asked and tells which port gives the notices.
    public var tellsPortMode = false
    /// Whether a card is in the slot, and which slot is looked at.
    public var slots: [SlotQuestion] = []
    /// Questions about the serving cell, in the vendor's own words, shown as they are.
    public var cell: [String] = []

    /// What an old modem needs between an answer and the next command.
    public var commandGap: Duration = .zero
    public var prompt = PromptHabits()
    public var memory = MemoryHabits()
    /// Values of `<ds>` of `+CNMI` (how status reports come), best first.
    public var reportModes = [2, 1, 0]
    public var ussd = USSDForm.plain
    /// The value of `+CMMS` for a batch of messages; nil where the command does nothing or does harm.
    public var moreMessages: Int? = 1
    public var keepAlive = KeepAlive()

    /// A dialect that says nothing of its own, and what `particulars` changes.
    public init(name: String, title: String, signs: [Sign], _ particulars: (inout Dialect) -> Void = { _ in }) {
        self.name = name
        self.title = title
        self.signs = signs
        particulars(&self)
    }
}

extension Dialect {
    /// The dialect of a modem by what it says about itself.
    public static func of(_ identity: ModemIdentity) -> Dialect {
        all.first { dialect in dialect.signs.contains { $0.fits(identity) } } ?? .generic
    }

    /// The dialect of that name.
    public static func named(_ name: String) -> Dialect? {
        (all + [.generic]).first { $0.name == name }
    }

    /// True where the line may be sent to such a modem.
    public func allows(_ command: ATCommand) -> Bool {
        let text = command.text.uppercased()
        return !forbidden.contains { text.hasPrefix($0.uppercased()) }
    }

    /// Everything, in the order in which the ICCID is tried.
    var iccidCommands: [ATCommand] {
        var commands: [String] = []
        for text in iccid + ["AT+CCID", "AT+QCCID", "AT^ICCID?", "AT+ICCID", "AT+CRSM=176,12258,0,0,10"]
        where !commands.contains(text) {
            commands.append(text)
        }
        return commands.map { ATCommand($0) }.filter { allows($0) }
    }
}

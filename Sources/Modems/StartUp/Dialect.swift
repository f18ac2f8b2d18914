/// What is particular about the modems of one vendor, as data.
public struct Dialect: Sendable, Hashable {
    /// A short name: `huawei`.
    public var name: String
    /// Parts of the manufacturer's or model's name, in small letters, that show the dialect.
    public var signs: [String]
    /// Commands that silence or route notices, sent after the identity is known. Errors do not matter.
    public var silencing: [String]
    /// How the ICCID is asked for, best first. The general forms are tried after them.
    public var iccid: [String]
    /// How the attempts left for the PIN are asked for. The general form (`+CSIM`) is tried after it.
    public var attempts: AttemptsQuery?
    /// How long the modem needs after a PIN.
    public var pause: Duration

    /// A vendor's way to tell the attempts left.
    public struct AttemptsQuery: Sendable, Hashable {
        public var command: String
        /// Position of the PIN's figure among the values of the answer's first line.
        public var position: Int

        public init(_ command: String, position: Int) {
            self.command = command
            self.position = position
        }
    }

    public init(
        name: String,
        signs: [String],
        silencing: [String] = [],
        iccid: [String] = [],
        attempts: AttemptsQuery? = nil,
        pause: Duration = .seconds(3)
    ) {
        self.name = name
        self.signs = signs
        self.silencing = silencing
        self.iccid = iccid
        self.attempts = attempts
        self.pause = pause
    }

    /// Everything, in the order in which the ICCID is tried.
    var iccidCommands: [ATCommand] {
        var commands: [String] = []
        for text in iccid + ["AT+CCID", "AT+QCCID", "AT^ICCID?", "AT+ICCID", "AT+CRSM=176,12258,0,0,10"]
        where !commands.contains(text) {
            commands.append(text)
        }
        return commands.map { ATCommand($0) }
    }

    /// The dialect of a modem by what it says about itself.
    public static func of(_ identity: ModemIdentity) -> Dialect {
        let text = "\(identity.manufacturer) \(identity.model)".lowercased()
        return all.first { dialect in dialect.signs.contains { text.contains($0) } } ?? .generic
    }
}

extension Dialect {
    public static let generic = Dialect(name: "generic", signs: [])

    /// Every dialect, in the order in which the signs are looked for.
    public static let all: [Dialect] = [
        Dialect(
            name: "huawei",
            signs: ["huawei", "brovi"],
            iccid: ["AT^ICCID?"],
            attempts: AttemptsQuery("AT^CPIN?", position: 3)
        ),
        // +CPMS? ends the flood of +ZUSIMR.
        Dialect(name: "zte", signs: ["zte"], silencing: ["AT+CPMS?"], iccid: ["AT+ICCID"]),
        Dialect(
            name: "quectel",
            signs: ["quectel"],
            silencing: ["AT+QURCCFG=\"urcport\",\"usbat\""],
            iccid: ["AT+QCCID"],
            attempts: AttemptsQuery("AT+QPINC=\"SC\"", position: 1)
        ),
        Dialect(
            name: "simcom",
            signs: ["simcom"],
            iccid: ["AT+CCID", "AT+CICCID"],
            attempts: AttemptsQuery("AT+SPIC", position: 0)
        ),
        Dialect(name: "telit", signs: ["telit"], silencing: ["AT#QSS=0"], iccid: ["AT#CCID"]),
        Dialect(
            name: "u-blox",
            signs: ["u-blox", "ublox"],
            silencing: ["AT+UPSV=0"],
            attempts: AttemptsQuery("AT+UPINCNT", position: 0)
        ),
        Dialect(
            name: "cinterion",
            signs: ["cinterion", "gemalto", "thales", "siemens"],
            silencing: ["AT^SCFG=\"URC/DstIfc\",\"app\""],
            iccid: ["AT+CCID?"],
            attempts: AttemptsQuery("AT^SPIC=\"SC\"", position: 0)
        ),
        Dialect(name: "wavecom", signs: ["wavecom"], silencing: ["AT+WIND=0"], pause: .seconds(5)),
        Dialect(
            name: "sierra",
            signs: ["sierra"],
            attempts: AttemptsQuery("AT+CPINC?", position: 0),
            pause: .seconds(8)
        ),
    ]
}

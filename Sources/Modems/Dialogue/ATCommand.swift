/// One command line for the modem, and what the dialogue must know to read its answer.
public struct ATCommand: Sendable, Hashable {
    /// The line without its ending, such as `AT+CSQ`. At most 200 bytes are written.
    public var text: String
    /// How long the final result is waited for.
    public var timeout: Duration
    /// Prefixes, without colon, of the lines that belong to the answer, such as `+CSQ`. Empty where the answer has
    /// lines without a prefix (`AT+CGMI`) or none.
    public var informationPrefixes: [String]
    /// True where the line holds a PIN or another secret: it is never shown.
    public var isSensitive: Bool
    /// Where set, an answer that has a line of its own and then is silent for so long counts as ended with OK
    /// (Wavecom gives `+CPIN: READY` and no OK).
    public var quietEnd: Duration?
    /// Where set, an `OK` without the answer's line is not the end yet: the line may follow within so long (Ercogener and
    /// Wavecom answer `+CREG?` so).
    public var lateLine: Duration?
    /// True where a person asked for it by hand: it is written even where the dialect forbids it.
    public var isDeliberate = false
    /// True where its effect is wanted even if the modem answers nothing, such as a reset: it is written without finding
    /// back in step first.
    public var isBlind = false

    public init(
        _ text: String,
        timeout: Duration = .seconds(5),
        prefixes: [String] = [],
        isSensitive: Bool = false,
        quietEnd: Duration? = nil,
        lateLine: Duration? = nil
    ) {
        self.text = text
        self.timeout = timeout
        self.informationPrefixes = prefixes
        self.isSensitive = isSensitive
        self.quietEnd = quietEnd
        self.lateLine = lateLine
    }
}

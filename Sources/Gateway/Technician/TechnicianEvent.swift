public import Campaigns
public import Modems

/// What a technician's view is told while it works, one after the other.
public struct TechnicianEvent: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// The wish is noted; the modem finishes what it does.
        case waiting
        /// The modem is borrowed. `loan` names it for commands.
        case lent
        /// A line of the dialogue.
        case line
        case finding
        /// What the system knows of the device, in `details`.
        case details
        /// The modem is not there; `text` says why. What is known of it follows.
        case absent
        /// The modem cannot be asked now; `text` says why. What is known of it follows.
        case busy
        case loopback
        /// Tests of our lines with each other, as they stand now.
        case loopbacks
        /// The network answered a USSD code.
        case ussd
        /// Nothing more comes; `text` says how it came out.
        case done
        /// It could not be done; `status` is HTTP's.
        case problem
    }

    public var event: Kind
    public var loan: String?
    public var text: String?
    public var status: Int?
    public var line: TraceView?
    public var finding: Finding?
    public var details: [DiagnosisDetail]?
    public var loopback: LoopbackTest?
    public var loopbacks: LoopbackReport?
    public var ussd: USSDView?

    public init(_ event: Kind) {
        self.event = event
    }

    init(_ finding: Finding) {
        self.init(.finding)
        self.finding = finding
    }

    init(details: [DiagnosisDetail]) {
        self.init(.details)
        self.details = details
    }

    /// Something that passed between the borrower and the modem, unmasked: it is theirs. `nil` for notices that stand in
    /// a line as well.
    public init?(_ news: Wiretap.News, at: Timestamp) {
        switch news {
        case .line(let line):
            self.init(.line)
            self.line = TraceView(line, at: at, unmasked: true)
        case .notice(.ussd(let mode, let text, let coding)):
            self.init(.ussd)
            ussd = USSDView(mode: mode, text: text, coding: coding)
        case .notice: return nil
        }
    }
}

/// What the network said to a USSD code.
public struct USSDView: Hashable, Sendable, Codable {
    /// 0 done, 1 asks back, 2 ended by the network, 3 another client answered, 4 not supported, 5 timed out (TS 27.007
    /// clause 7.15).
    public var mode: Int
    public var text: String?
    /// The alphabet of a text that could not be decoded.
    public var coding: Int?

    /// As the modem says it.
    public var line: String {
        let parts = ["\(mode)", text.map { "\"\($0)\"" }, coding.map { "\($0)" }]
        return "+CUSD: " + parts.compactMap(\.self).joined(separator: ",")
    }

    public init(mode: Int, text: String?, coding: Int?) {
        self.mode = mode
        self.text = text
        self.coding = coding
    }
}

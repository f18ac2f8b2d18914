extension Dialect {
    /// Words that show a family. Compared in small letters.
    public struct Sign: Sendable, Hashable {
        /// One of them is part of the manufacturer's name. Empty: any manufacturer.
        public var manufacturers: [String]
        /// The model starts with one of them, after the manufacturer's name is taken off. Empty: any model.
        public var models: [String]

        public init(_ manufacturers: [String], models: [String] = []) {
            self.manufacturers = manufacturers
            self.models = models
        }

        func fits(_ identity: ModemIdentity) -> Bool {
            let maker = identity.manufacturer.lowercased()
            var model = identity.model.lowercased()
            let isMaker = manufacturers.isEmpty || manufacturers.contains { maker.contains($0) || model.contains($0) }
            guard isMaker else { return false }
            guard !models.isEmpty else { return true }
            // Many models repeat the maker: `SIMCOM_SIM7600E-H`, `Quectel M95`.
            for word in manufacturers where model.hasPrefix(word) { model = String(model.dropFirst(word.count)) }
            model = String(model.drop { !$0.isLetter && !$0.isNumber })
            return models.contains { model.hasPrefix($0) }
        }
    }

    /// A vendor's way to tell the attempts left.
    public struct AttemptsQuery: Sendable, Hashable {
        public var command: String
        /// Position of the PIN's figure among the values of the answer's first line.
        public var position: Int
        /// Position of the PUK's figure, nil where the answer has none.
        public var pukPosition: Int?

        public init(_ command: String, position: Int, puk: Int? = nil) {
            self.command = command
            self.position = position
            pukPosition = puk
        }
    }

    /// What is waited for before messages are touched.
    public struct Readiness: Sendable, Hashable {
        /// Starts of the notices that say that messages work: `SMS DONE`, `SMS Ready`.
        public var notices: [String]
        /// Longest wait for one of them after a restart that was seen; without a notice the SMS commands are tried.
        public var patience: Duration
        /// How long SMS commands may be refused as "busy" before it counts; nil takes the setting's.
        public var busyPatience: Duration?

        public init(_ notices: [String] = [], patience: Duration = .zero, busyPatience: Duration? = nil) {
            self.notices = notices
            self.patience = patience
            self.busyPatience = busyPatience
        }
    }

    /// A question that one figure answers.
    public struct Question: Sendable, Hashable {
        public enum Position: Sendable, Hashable {
            case at(Int)
            case last
            /// The greatest of all figures, for modems that list several sensors.
            case greatest
        }

        public enum Unit: Sendable, Hashable {
            case celsius
            case tenthsOfCelsius
            case millivolts
            case volts
        }

        public var command: String
        /// Head of the answer's line, without colon.
        public var prefix: String
        public var position: Position
        public var unit: Unit

        public init(_ command: String, prefix: String, position: Position, unit: Unit) {
            self.command = command
            self.prefix = prefix
            self.position = position
            self.unit = unit
        }
    }

    /// The setting that says on which port notices come.
    public struct NoticePort: Sendable, Hashable {
        public var command: String
        /// Head of the answer's line, without colon.
        public var prefix: String
        /// The name of the setting, which stands before its value.
        public var name: String
        /// Values at which notices come on the port for commands.
        public var right: [String]
        /// The command that sets it.
        public var cure: String

        /// The value that an answer tells; nil where it tells none.
        func place(_ answer: ATAnswer) -> String? {
            guard answer.isOK else { return nil }
            for line in answer.lines {
                guard let row = InformationLine(line), row.prefix == prefix else { continue }
                let fields = row.fields.map { $0.text.lowercased() }
                guard let position = fields.firstIndex(of: name.lowercased()), position + 1 < fields.count else {
                    continue
                }
                return fields[position + 1]
            }
            return nil
        }
    }

    /// A question about the card's slot.
    public struct SlotQuestion: Sendable, Hashable {
        public enum Kind: Sendable, Hashable {
            /// 0 means that there is no card.
            case presence
            /// The number of the slot in use.
            case slot
        }

        public var command: String
        public var prefix: String
        /// Position of the figure among the answer's values.
        public var position: Int
        public var tells: Kind

        func read(_ answer: ATAnswer) -> Int? {
            guard answer.isOK else { return nil }
            let row = answer.lines.lazy.compactMap { InformationLine($0) }.first { $0.prefix == prefix }
            guard let fields = row?.fields, fields.indices.contains(position) else { return nil }
            return fields[position].number.map { tells == .presence ? min($0, 1) : $0 }
        }
    }

    /// What the modem needs around the prompt of `+CMGS`.
    public struct PromptHabits: Sendable, Hashable {
        /// Between the prompt and the PDU.
        public var delay: Duration
        /// Between the PDU and Ctrl-Z.
        public var endDelay: Duration

        public init(delay: Duration = .zero, endDelay: Duration = .zero) {
            self.delay = delay
            self.endDelay = endDelay
        }
    }

    /// What is odd about the modem's storage.
    public struct MemoryHabits: Sendable, Hashable {
        /// Memories that are wished for, best first; nil takes the setting's.
        public var wished: [String]?
        /// The lowest slot, for reading slot by slot.
        public var firstIndex: Int
        /// How many memories `+CPMS=` wants where the list does not tell.
        public var positions: Int?
        /// A storage that shows nothing right after a notice is read again after so long.
        public var rereadsAfter: Duration?

        public init(
            wished: [String]? = nil,
            firstIndex: Int = 1,
            positions: Int? = nil,
            rereadsAfter: Duration? = nil
        ) {
            self.wished = wished
            self.firstIndex = firstIndex
            self.positions = positions
            self.rereadsAfter = rereadsAfter
        }
    }

    /// How the strings of `+CUSD` are written.
    public enum USSDForm: Sendable, Hashable {
        /// As text in the character set of `+CSCS`.
        case plain
        /// As packed septets in hexadecimal (TS 23.038 clause 6.1.2.3).
        case packed
    }

    /// How a modem that has nothing to do is kept alive and judged.
    public struct KeepAlive: Sendable, Hashable {
        /// The question that is asked.
        public var command: String
        /// It loses the first command after idling: `AT` is sent and not judged before anything else.
        public var losesFirstCommand: Bool
        /// A command that timed out leaves it wedged: only the reset helps.
        public var needsResetAfterTimeout: Bool

        public init(
            _ command: String = "AT",
            losesFirstCommand: Bool = false,
            needsResetAfterTimeout: Bool = false
        ) {
            self.command = command
            self.losesFirstCommand = losesFirstCommand
            self.needsResetAfterTimeout = needsResetAfterTimeout
        }
    }
}

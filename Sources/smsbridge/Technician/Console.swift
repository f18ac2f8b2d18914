import Gateway
import Modems
import Server
import Synchronization

/// A console at a terminal. What the modem says unasked is shown above the line that is being typed.
final class Console: Sendable {
    private enum Mode: Sendable {
        case command
        /// Asked whether to send this.
        case doubtful(String)
        /// The PDU of a message with so many octets of TPDU.
        case message(Int)
        case busy
    }

    private struct State {
        var editor = LineEditor()
        var mode = Mode.command
    }

    private let modem: BorrowedModem
    private let title: String
    private let asks: Bool
    private let state = Mutex(State())
    private let colours = Terminal.hasColours(Terminal.output)

    init(modem: BorrowedModem, title: String, asks: Bool) {
        self.modem = modem
        self.title = title
        self.asks = asks
    }

    func run() async throws {
        Terminal.print("\(title) is yours. Ctrl-D gives it back; the arrows bring earlier lines back.")
        try await Keyboard.raw {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await self.show() }
                group.addTask { try await self.read() }
                draw()
                defer { group.cancelAll() }
                try await group.next()
            }
        }
        if let end = modem.end() {
            throw CommandFailure(.tryLater, end)
        }
        Terminal.print("\r\u{1B}[KThe daemon has \(title) back.")
    }

    /// What comes from the modem, until the loan ends.
    private func show() async {
        var last = ""
        for await event in modem.events {
            // What came while the daemon itself asked the modem something has no line of its own.
            if let ussd = event.ussd, !last.hasPrefix("+CUSD") { above(TerminalText.plain(ussd.line)) }
            last = event.line?.text ?? ""
            guard let line = event.line, line.direction == "<", line.text != ">" else { continue }
            above(TerminalText.plain(line.text))
            if let pdu = line.pdu { above(Style.dim.apply("  " + TerminalText.plain(pdu), colours: colours)) }
        }
    }

    private func read() async throws {
        for await octet in Keyboard.octets() {
            guard let outcome = state.withLock({ $0.editor.take(octet) }) else { continue }
            switch outcome {
            case .changed: draw()
            case .abandoned:
                Terminal.write("^C\r\n".utf8)
                state.withLock { $0.mode = .command }
                draw()
            case .ended: return
            case .entered(let text):
                Terminal.write("\r\n".utf8)
                if text == "exit" || text == "quit" { return }
                try await entered(text)
                draw()
            }
        }
    }

    private func entered(_ text: String) async throws {
        let mode = state.withLock { state in
            defer { state.mode = .command }
            return state.mode
        }
        switch mode {
        case .busy: return
        case .doubtful(let command):
            if !text.isEmpty { state.withLock { $0.editor.forgetLast() } }
            guard ["y", "yes"].contains(text.lowercased()) else { return Terminal.print("not sent") }
            try await begin(command)
        case .message(let length):
            guard !text.isEmpty else { return Terminal.print("not sent") }
            try await carryOut(LoanCommand(pdu: text, length: length))
        case .command:
            guard !text.isEmpty else { return }
            if asks, let warning = CommandRisk.warning(of: text) {
                Terminal.print(Style.doubtful.apply("This \(warning).", colours: colours))
                return state.withLock { $0.mode = .doubtful(text) }
            }
            try await begin(text)
        }
    }

    /// A message needs a second line: its PDU.
    private func begin(_ command: String) async throws {
        let upper = command.uppercased().filter { $0 != " " }
        guard upper.hasPrefix("AT+CMGS="), let length = Int(upper.dropFirst(8)) else {
            return try await carryOut(LoanCommand(command: command))
        }
        state.withLock { $0.mode = .message(length) }
    }

    private func carryOut(_ command: LoanCommand) async throws {
        state.withLock { $0.mode = .busy }
        defer { state.withLock { if case .busy = $0.mode { $0.mode = .command } } }
        do {
            // The lines of the answer come with the dialogue; what is not in it is said here.
            let answer = try await modem.carryOut(command)
            if let failure = answer.failure { above(Style.bad.apply(failure, colours: colours)) }
        } catch let failure as CommandFailure where failure.status == .data {
            above(Style.bad.apply(failure.message, colours: colours))
        }
    }

    private func above(_ text: String) {
        Terminal.write("\r\u{1B}[K\(text)\r\n".utf8)
        draw()
    }

    private func draw() {
        let (prompt, line, cursor) = state.withLock { state in
            let prompt =
                switch state.mode {
                case .command: "\(title)> "
                case .doubtful: "Send it? [y/N] "
                case .message: "PDU, or nothing to leave it> "
                case .busy: ""
                }
            let before = String(state.editor.characters[..<state.editor.cursor])
            return (prompt, state.editor.line, TerminalText.width(prompt + before))
        }
        let back = cursor > 0 ? "\r\u{1B}[\(cursor)C" : "\r"
        Terminal.write("\r\u{1B}[K\(prompt)\(TerminalText.plain(line))\(back)".utf8)
    }
}

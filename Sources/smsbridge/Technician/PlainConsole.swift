import Modems
import Server

/// A console without a terminal: a command a line, answers as they come.
struct PlainConsole: Sendable {
    let modem: BorrowedModem
    /// Refuses dangerous commands, for there is nobody to ask.
    let asks: Bool

    func run() async throws {
        var failed = false
        var line: [UInt8] = []
        for await octet in Keyboard.octets() {
            guard octet == UInt8(ascii: "\n") else {
                if line.count < 1000 { line.append(octet) }
                continue
            }
            let text = Self.text(line)
            line = []
            // As at a terminal: to the modem it is no command, and it would be silent about it.
            guard text != "exit", text != "quit" else { break }
            if !(try await carryOut(text)) { failed = true }
        }
        let last = Self.text(line)
        if last != "exit", last != "quit", !(try await carryOut(last)) { failed = true }
        if failed { throw CommandFailure(.failure, "a command failed or was refused") }
    }

    private static func text(_ line: [UInt8]) -> String {
        String(decoding: line.filter { $0 != 0x0D }, as: UTF8.self)
    }

    private func carryOut(_ command: String) async throws -> Bool {
        guard !command.isEmpty else { return true }
        Terminal.print("> " + TerminalText.plain(Masking.secrets(command)))
        if asks, let warning = CommandRisk.warning(of: command) {
            Terminal.print(
                "refused: \(TerminalText.plain(Masking.secrets(command))) \(warning). Give --yes to do it all the same.",
                to: Terminal.error
            )
            return false
        }
        let answer = try await modem.ask(command)
        for line in answer.lines { Terminal.print(TerminalText.plain(line)) }
        Terminal.print(answer.isOK ? "OK" : answer.failure ?? "ERROR")
        return answer.isOK
    }
}

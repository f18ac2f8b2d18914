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
            if !(try await carryOut(String(decoding: line, as: UTF8.self))) { failed = true }
            line = []
        }
        if !line.isEmpty, !(try await carryOut(String(decoding: line, as: UTF8.self))) { failed = true }
        if failed { throw CommandFailure(.failure, "a command failed or was refused") }
    }

    private func carryOut(_ text: String) async throws -> Bool {
        let command = text.filter { $0 != "\r" }
        guard !command.isEmpty else { return true }
        Terminal.print("> " + TerminalText.plain(Masking.secrets(command)))
        if asks, let warning = CommandRisk.warning(of: command) {
            Terminal.print("refused: \(command) \(warning). Give --yes to do it all the same.", to: Terminal.error)
            return false
        }
        let answer = try await modem.ask(command)
        for line in answer.lines { Terminal.print(TerminalText.plain(line)) }
        Terminal.print(answer.isOK ? "OK" : answer.failure ?? "ERROR")
        return answer.isOK
    }
}

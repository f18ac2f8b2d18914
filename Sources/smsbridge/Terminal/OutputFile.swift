import Foundation

/// A file that a command writes where the user says; `-` is standard output.
enum OutputFile {
    static func write(_ text: String, to path: String) throws(CommandFailure) {
        guard path != "-" else { return Terminal.write(text.utf8) }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(.failure, "cannot write \(path): \(error.localizedDescription)")
        }
        Terminal.print("wrote \(path)", to: Terminal.error)
    }
}

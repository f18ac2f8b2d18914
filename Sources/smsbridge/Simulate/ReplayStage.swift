import Devices
import Gateway
import Modems
import Simulation

/// Recordings that are played as modems, each on a pty.
final class ReplayStage: Sendable {
    private let modems: [ReplayedModem]

    init(recordings: [Recording], speed: Int, folder: String) {
        modems = recordings.enumerated().map { index, recording in
            let name = "replay\(index + 1)"
            return ReplayedModem(name: name, link: "\(folder)/\(name)", recording: recording, speed: speed)
        }
    }

    var isEmpty: Bool { modems.isEmpty }

    /// Names and paths.
    var links: [(String, String)] { modems.map { ($0.name, $0.link) } }

    /// For people.
    var lines: [String] {
        modems.map { modem in
            let header = modem.recording.header
            return TerminalText.plain(
                "\(modem.name)  \(modem.link)  the recording of \(header.modem), \(header.dialect), of \(header.ended)"
            )
        }
    }

    func open() async throws {
        for modem in modems { try await modem.open() }
    }

    /// Plays until the task is cancelled. Then the links are gone.
    func run() async {
        await withDiscardingTaskGroup { group in
            for modem in modems { group.addTask { await modem.run() } }
        }
    }
}

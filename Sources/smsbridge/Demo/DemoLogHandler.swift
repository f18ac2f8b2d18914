import Campaigns
import Foundation
import Gateway
import Logging
import Synchronization

/// Writes the daemon's log to a file, with the demo's time.
final class DemoLog: Sendable {
    private let handle: Mutex<FileHandle?>

    init(path: String) {
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        handle = Mutex(FileHandle(forWritingAtPath: path))
    }

    func write(_ line: String) {
        handle.withLock { try? $0?.write(contentsOf: Data((line + "\n").utf8)) }
    }
}

struct DemoLogHandler: LogHandler {
    let log: DemoLog
    let wallClock: any WallClock
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let more = event.metadata { all.merge(more) { $1 } }
        log.write(
            StandardErrorLogHandler.line(
                level: event.level,
                message: event.message.description,
                metadata: all,
                label: "smsbridge",
                time: wallClock.now()
            )
        )
    }
}

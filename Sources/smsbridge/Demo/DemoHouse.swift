import Campaigns
import Foundation
import Glibc
import Logging

/// The folder of one demo: state, socket, ports, configuration and log, gone when the demo is.
struct DemoHouse {
    let folder: String

    /// What a line may send in the demo, as a prepaid SIM's plan may say.
    static let limits = RateLimits(perMinute: 4, perHour: 60, perDay: 30, spacing: 3)

    init() throws {
        let base = FileManager.default.temporaryDirectory.path
        var template = Array("\(base)/smsbridge-demo.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandFailure(.failure, "cannot make a folder in \(base): \(String(cString: strerror(errno)))")
        }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    var socket: String { folder + "/smsbridge.sock" }
    var log: String { folder + "/smsbridge.log" }
    var configuration: String { folder + "/smsbridge.yaml" }

    func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Writes the configuration that the daemon reads, and reads it.
    func settings(modems: [(name: String, port: String)], agent: String, zones: ZoneDirectory) throws -> Settings {
        let path = URL(fileURLWithPath: agent).path
        let ports = modems.map { "  - name: \($0.name)\n    port: \($0.port)\n" }.joined()
        let text = """
            # The configuration of a demo.
            state_directory: \(folder)
            socket:
              path: \(socket)
            region: DE
            sender_name: Practice at the harbour
            log_level: debug
            modems:
            \(ports)
            limits:
              per_minute: \(Self.limits.perMinute ?? 6)
              per_hour: \(Self.limits.perHour ?? 100)
              per_day: \(Self.limits.perDay ?? 200)
              spacing: \(Self.limits.spacing)s
            agents:
              - name: appointments
                file: \(path)
            timing:
              # Notifications tell what comes in; the poll beside them is rare, since a demo's night must be short.
              reconcile: 1h
              keep_alive: 1h

            """
        do {
            try text.write(toFile: configuration, atomically: true, encoding: .utf8)
        } catch {
            throw CommandFailure(.failure, "cannot write \(configuration): \(error.localizedDescription)")
        }
        return try SettingsReader.read(path: configuration, zones: zones)
    }
}

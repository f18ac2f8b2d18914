import Campaigns
import Foundation
import Testing

@testable import smsbridge

/// The example is what people begin with: they take the # off, block by block.
@Suite("The example of a configuration")
struct ExampleFileTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Examples").path

    private let secrets: String
    private let lines: [String]

    init() throws {
        secrets = NSTemporaryDirectory() + "example-" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        lines = try String(contentsOfFile: Self.folder + "/smsbridge.yaml", encoding: .utf8)
            .components(separatedBy: "\n")
    }

    /// What stands behind the #s, each block as it stands between prose and empty lines.
    private var blocks: [[String]] {
        var blocks: [[String]] = [[]]
        for line in lines {
            guard line.hasPrefix("#"), !(line.hasPrefix("# ") && !line.hasPrefix("#  ")) else {
                if !(blocks.last ?? []).isEmpty { blocks.append([]) }
                continue
            }
            blocks[blocks.count - 1].append(String(line.dropFirst()))
        }
        return blocks.filter { !$0.isEmpty }
    }

    private func read(_ lines: [String]) throws -> Settings {
        try FileManager.default.createDirectory(atPath: secrets, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: secrets) }
        let names = [
            "reception.pin": "1234", "twilio.token": "0123456789abcdef0123456789abcdef",
            "webhook.secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ]
        for (name, secret) in names {
            let path = secrets + "/" + name
            try Data(secret.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        let text = lines.joined(separator: "\n")
            .replacingOccurrences(of: "/etc/smsbridge/policies", with: Self.folder + "/policies")
            .replacingOccurrences(of: "file:/etc/smsbridge/", with: "file:\(secrets)/")
        let file = try YAMLFile(name: Self.folder + "/smsbridge.yaml", text: text)
        return try SettingsReader.read(file, zones: ZoneDirectory())
    }

    @Test func asItIs() throws {
        let settings = try read(lines)
        #expect(settings.modems.count == 1 && settings.providers.isEmpty)
    }

    @Test func eachBlockWithoutTheSigns() throws {
        #expect(blocks.count >= 12)
        let agents = try #require(blocks.first { $0[0] == "agents:" })
        for block in blocks {
            // Who answers must be known.
            let text = ["inbound:", "conversations:"].contains(block[0]) ? agents + block : block
            #expect(throws: Never.self, "\(block.joined(separator: "\n"))") { try read(text) }
        }
    }

    @Test func allBlocksTogether() throws {
        let settings = try read(
            lines.filter { $0 != "modems: discover" }.map { line in
                let isProse = line.hasPrefix("# ") && !line.hasPrefix("#  ")
                return line.hasPrefix("#") && !isProse ? String(line.dropFirst()) : line
            }
        )
        #expect(settings.modems.count == 2 && settings.providers.count == 1 && settings.webhooks.count == 1)
    }
}

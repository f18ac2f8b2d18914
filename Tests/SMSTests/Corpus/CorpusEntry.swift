import Foundation
import SMS
import Testing

/// A request of the line protocol with the answer that the norm demands: a line of `Tests/Fixtures/pdus.jsonl`.
///
/// The answers were worked out without this codec: see `Tests/Oracle`.
struct CorpusEntry: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    /// The project, issue, page or clause that the PDU is from.
    var source: String
    /// What is special about it, and who is right where readers differ.
    var note: String?
    var request: JSONValue
    /// What the answer must say; it may say more.
    var answer: JSONValue
    /// What the inbox reads: `number`, `text`, `warnings`.
    var inbox: JSONValue?
    /// What an error tells: `field`, `offset`, `number`.
    var partial: JSONValue?

    var testDescription: String { name }

    var pdu: String? { request["pdu"]?.string }

    /// How the request says that its PDU is read.
    var options: DecodeOptions {
        var options = DecodeOptions.strict
        options.direction = request["direction"]?.string.flatMap { Direction(rawValue: $0) }
        options.hasServiceCentre = request["smsc"] != .flag(false)
        return options
    }

    /// Whether it was made for this corpus.
    var isMade: Bool { source.hasPrefix("by hand") }

    static let all: [CorpusEntry] = {
        let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let file = folder.appending(path: "../../Fixtures/pdus.jsonl").standardizedFileURL
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        let decoder = JSONDecoder()
        return text.split(separator: "\n").compactMap { try? decoder.decode(CorpusEntry.self, from: Data($0.utf8)) }
    }()

    /// The octets of all decode requests.
    static let octets: [[UInt8]] = all.compactMap { $0.pdu.flatMap { Hex.decode($0) } }
}

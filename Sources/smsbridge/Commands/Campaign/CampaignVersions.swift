import Campaigns
import Foundation
import Storage

/// Versions of a campaign, for people.
enum CampaignVersions {
    /// The part of a version that has the keys of a campaign file, which no general rule may rename.
    private struct Text: Decodable {
        var campaign: CampaignFile
    }

    /// What the version says that counts.
    static func current(of name: String, with client: APIClient) async throws -> CampaignDefinition {
        let view = try await client.get("/v1/campaigns/\(APIClient.escaped(name))").decoded(CampaignView.self)
        return try await file(view.version, of: name, with: client).validate(zones: ZoneDirectory())
    }

    static func file(_ number: Int, of name: String, with client: APIClient) async throws -> CampaignFile {
        let answer = try await client.get("/v1/campaigns/\(APIClient.escaped(name))/versions/\(number)")
        return try file(in: answer)
    }

    static func file(in answer: Answer) throws -> CampaignFile {
        do {
            return try JSONDecoder().decode(Text.self, from: Data(answer.octets)).campaign
        } catch {
            throw CommandFailure(
                .failure,
                "the daemon's answer cannot be read: is it another version than this command?"
            )
        }
    }

    /// Key by key what was and what is.
    static func show(_ differences: [CampaignDifference]) {
        let colours = Terminal.hasColours(Terminal.output)
        for difference in differences {
            Terminal.print(Style.bold.apply(TerminalText.plain(difference.key), colours: colours))
            for (sign, text, style) in [("-", difference.old, Style.bad), ("+", difference.new, .good)] {
                guard let text else { continue }
                for (index, line) in TerminalText.wrapped(TerminalText.plain(text), to: 76).enumerated() {
                    Terminal.print(style.apply("  \(index == 0 ? sign : " ") \(line)", colours: colours))
                }
            }
        }
    }

    static func table(_ views: [CampaignVersionFacts], utc: Bool) -> Table {
        var table = Table([
            .init("VERSION", .right), .init("STATE"), .init("MADE"), .init("BY"), .init("HASH"), .init("CHANGES"),
        ])
        for view in views {
            let state = view.isCurrent ? "counts" : view.isWaiting ? "waits for its preflight" : "past"
            table.add([
                .number(view.number), Table.Cell(state, view.isCurrent ? .good : view.isWaiting ? .doubtful : .dim),
                Table.Cell(TimeText.write(view.createdAt, utc: utc)), Table.Cell(view.madeBy),
                Table.Cell(String(view.hash.short)),
                Table.Cell(view.differences.isEmpty ? nil : view.differences.map(\.key).joined(separator: ", ")),
            ])
        }
        return table
    }
}

/// A version without its text.
struct CampaignVersionFacts: Decodable {
    var number: Int
    var hash: ContentHash
    var madeBy: String?
    var createdAt: Timestamp
    var isCurrent: Bool
    var isWaiting: Bool
    var differences: [CampaignDifference]
}

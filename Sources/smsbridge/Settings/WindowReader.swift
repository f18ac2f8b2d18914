import Campaigns

/// Reads when campaigns may be sent by a line: the keys of a campaign's window.
struct WindowReader {
    let zones: ZoneDirectory

    func read(_ value: YAMLValue) -> CampaignWindow? {
        guard let section = value.section(CampaignFile.knownKeys(at: .window)) else { return nil }
        if let open = section["open"] {
            for span in open.items(expected: "a list of days and hours", limit: SendingWindow.maximumSpans) ?? [] {
                _ = span.section(CampaignFile.knownKeys(at: .span))
            }
        }
        guard let file = value.decoded(as: CampaignFile.Window.self) else { return nil }
        if file.zone == "recipient" {
            section["zone"]?.report(expected: "a time zone such as Europe/Berlin: a line has one place")
            return nil
        }
        do throws(CampaignProblems) {
            return try file.validate(zones: zones)
        } catch {
            for problem in error.problems { value.report(problem) }
            return nil
        }
    }
}

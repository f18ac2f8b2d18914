import Campaigns
import Foundation

/// What the demo takes from the folder of examples: the campaign and its contacts, as the product reads them.
struct DemoExamples {
    let campaignPath: String
    let agentPath: String
    let scenariosPath: String
    let campaign: CampaignDefinition
    let contacts: [ImportedContact]

    init(folder: String, zones: ZoneDirectory) throws {
        campaignPath = folder + "/reminder.campaign.yaml"
        agentPath = folder + "/appointments.agent.yaml"
        scenariosPath = folder + "/appointments.scenarios.yaml"
        guard FileManager.default.fileExists(atPath: campaignPath) else {
            throw CommandFailure(
                .usage,
                "there is no \(campaignPath): run this in the source folder, or name the folder with --examples"
            )
        }
        let file = try CampaignFileReader(path: campaignPath, zones: zones)
        campaign = file.definition
        guard let list = file.contacts, let octets = FileManager.default.contents(atPath: list) else {
            throw CommandFailure(.data, "\(campaignPath): the contact list that it names cannot be read")
        }
        contacts = try Self.contacts(in: octets, zones: zones)
        guard !contacts.isEmpty else { throw CommandFailure(.data, "\(list): holds no contact") }
    }

    /// The names that tables and events show, by number.
    var names: [String: String] {
        Dictionary(contacts.map { ($0.number.e164, $0.name ?? $0.number.e164) }) { first, _ in first }
    }

    /// Everything that the campaign may say to each number.
    var texts: [String: [String]] {
        Dictionary(
            contacts.map { contact in
                let texts = campaign.steps.indices.compactMap {
                    try? campaign.text(ofStep: $0, for: contact.number.e164, fields: contact.templateFields)
                }
                return (contact.number.e164, texts)
            }
        ) { first, _ in first }
    }

    private static func contacts(in octets: Data, zones: ZoneDirectory) throws -> [ImportedContact] {
        var reader = CSVReader()
        let records = reader.feed(octets) + reader.finish()
        guard let header = records.first else { return [] }
        let options = ContactImport.Options(
            defaultRegion: "DE",
            user: "demo",
            now: Timestamp(milliseconds: .max),
            zones: zones
        )
        var intake = try ContactImport(header: header, options: options)
        return records.dropFirst().compactMap { record in
            if case .contact(let contact) = intake.take(record) { contact } else { nil }
        }
    }
}

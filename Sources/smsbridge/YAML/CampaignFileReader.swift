import Campaigns
import Foundation
import Yams

/// Reads a campaign file, and puts its problems where they stand.
struct CampaignFileReader {
    /// The campaign as JSON, with the keys of the file, for the API.
    let json: [UInt8]
    /// The contact list that it names, as an absolute path.
    let contacts: String?
    let definition: CampaignDefinition

    init(path: String, zones: ZoneDirectory) throws(FileProblems) {
        try self.init(YAMLFile(path: path), zones: zones)
    }

    init(_ file: YAMLFile, zones: ZoneDirectory) throws(FileProblems) {
        let read = Self.read(file, zones: zones)
        try file.check()
        guard let read else {
            throw FileProblems([FileProblem(file: file.name, line: nil, key: "", message: "is no campaign")])
        }
        self = read
    }

    /// Reads what can be read, and reports everything that is wrong to the file; `nil` where that is no campaign.
    static func read(_ file: YAMLFile, zones: ZoneDirectory) -> CampaignFileReader? {
        let root = file.root
        checkKeys(root, at: .top)
        let (decoded, misfits) = root.decodedInPart(as: CampaignFile.self)
        guard let decoded else { return nil }
        do throws(CampaignProblems) {
            let definition = try decoded.validate(zones: zones)
            guard misfits.isEmpty, let octets = encode(root) else { return nil }
            let contacts = decoded.contacts.map { root.absolute($0) }
            return CampaignFileReader(json: octets, contacts: contacts, definition: definition)
        } catch {
            // A value of the wrong kind is told once: it is not missing besides.
            for problem in error.problems where !misfits.contains(where: { problem.concerns($0) }) {
                root.report(problem)
            }
            return nil
        }
    }

    private init(json: [UInt8], contacts: String?, definition: CampaignDefinition) {
        self.json = json
        self.contacts = contacts
        self.definition = definition
    }

    private static func checkKeys(_ value: YAMLValue, at level: CampaignFile.Level) {
        guard let section = value.section(CampaignFile.knownKeys(at: level)) else { return }
        for name in section.names {
            guard let below = CampaignFile.level(below: name, at: level), let inner = section[name] else { continue }
            let isList = below == .step || below == .span || below == .variant
            let values = isList ? inner.items(expected: "a list", limit: 1000) ?? [] : [inner]
            for value in values { checkKeys(value, at: below) }
        }
    }

    private static func encode(_ root: YAMLValue) -> [UInt8]? {
        (try? JSONSerialization.data(withJSONObject: object(root, key: ""), options: [.sortedKeys])).map { [UInt8]($0) }
    }

    /// Numbers and truths are those of the keys that hold them; all else is text, also where YAML would see a number
    /// in it.
    private static func object(_ value: YAMLValue, key: String) -> Any {
        if let mapping = value.node.mapping {
            var result: [String: Any] = [:]
            for (name, node) in mapping {
                let inner = YAMLValue(node: node, key: "", file: value.file)
                if let name = name.string, !inner.isEmpty { result[name] = object(inner, key: name) }
            }
            return result
        }
        if let sequence = value.node.sequence {
            return sequence.map { object(YAMLValue(node: $0, key: "", file: value.file), key: key) }
        }
        let text = value.scalar ?? ""
        switch key {
        case "per_minute", "per_hour", "per_day", "total", "weight": return Int(text) ?? text
        case "on_reply", "on_opt_out", "on_failure", "require_delivered", "agent_may_resume":
            return value.node.bool ?? text
        default: return text
        }
    }
}

extension CampaignProblem {
    /// Whether it is about the value at this path, or one below it.
    fileprivate func concerns(_ path: String) -> Bool {
        key == path || key.hasPrefix(path + ".") || key.hasPrefix(path + "[")
    }
}

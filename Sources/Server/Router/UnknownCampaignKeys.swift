import Campaigns
import Foundation

/// Finds keys in a campaign's JSON that a campaign file does not know.
enum UnknownCampaignKeys {
    static func first(in octets: [UInt8]) -> CampaignProblem? {
        let json = try? JSONSerialization.jsonObject(with: Data(octets))
        guard let object = json as? [String: Any], let campaign = object["campaign"] as? [String: Any] else {
            return nil
        }
        return first(in: campaign, at: .top, path: "")
    }

    private static func first(in object: [String: Any], at level: CampaignFile.Level, path: String) -> CampaignProblem?
    {
        let keys = object.keys.sorted()
        if let problem = CampaignFile.unknownKeys(keys, at: level, path: path).first { return problem }
        for key in keys {
            guard let below = CampaignFile.level(below: key, at: level) else { continue }
            let path = path.isEmpty ? key : "\(path).\(key)"
            if let inner = object[key] as? [String: Any], let problem = first(in: inner, at: below, path: path) {
                return problem
            }
            for (index, inner) in ((object[key] as? [Any]) ?? []).enumerated() {
                guard let inner = inner as? [String: Any] else { continue }
                if let problem = first(in: inner, at: below, path: "\(path)[\(index)]") { return problem }
            }
        }
        return nil
    }
}

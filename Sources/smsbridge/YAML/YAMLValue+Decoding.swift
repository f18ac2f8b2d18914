import Campaigns
import Yams

extension YAMLValue {
    /// Decodes a value whose keys were checked; what does not fit is reported at its line.
    func decoded<Value: Decodable>(as type: Value.Type) -> Value? {
        do {
            return try YAMLDecoder().decode(type, from: node)
        } catch let error as DecodingError {
            report(error)
        } catch {
            report(expected: "another value (\(error))")
        }
        return nil
    }

    /// Reports a problem of a value below this one, as in `steps[1].text`, at the line where that value stands, or would.
    func report(_ problem: CampaignProblem) {
        let place = nearest(to: problem.key)
        file.report(
            FileProblem(file: file.name, line: place.line, key: join(problem.key), message: problem.reason)
        )
    }

    private func report(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            report(CampaignProblem(key: Self.path(context.codingPath + [key]), reason: "is missing"))
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let key = Self.path(context.codingPath)
            let place = nearest(to: key)
            report(CampaignProblem(key: key, reason: "found \(place.found), which does not fit here"))
        @unknown default:
            report(expected: "another value (\(error))")
        }
    }

    /// The value at a path below this one; where the path ends too early, the last value on the way.
    private func nearest(to path: String) -> YAMLValue {
        var value = self
        for step in path.split(whereSeparator: { $0 == "." || $0 == "[" || $0 == "]" }) {
            let below = Int(step).map { value.node.sequence?.dropFirst($0).first } ?? value.node.mapping?[String(step)]
            guard let below else { break }
            value = YAMLValue(node: below, key: value.key, file: file)
        }
        return value
    }

    private func join(_ path: String) -> String {
        key.isEmpty ? path : path.isEmpty ? key : "\(key).\(path)"
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { path, key in
            if let index = key.intValue { return path + "[\(index)]" }
            return path + (path.isEmpty ? "" : ".") + key.stringValue
        }
    }
}

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

    /// Decodes a value whose keys were checked, as if the values that do not fit were not there. They are reported at their
    /// lines; the answer has their paths too.
    func decodedInPart<Value: Decodable>(as type: Value.Type) -> (value: Value?, misfits: [String]) {
        var node = node
        var misfits: [String] = []
        while misfits.count < Self.mostMisfits {
            do {
                return (try YAMLDecoder().decode(type, from: node), misfits)
            } catch let error as DecodingError {
                report(error)
                guard let path = error.place, !path.isEmpty, node.remove(path[...]) else { return (nil, misfits) }
                misfits.append(Self.path(path))
            } catch {
                report(expected: "another value (\(error))")
                return (nil, misfits)
            }
        }
        return (nil, misfits)
    }

    private static let mostMisfits = 100

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

extension DecodingError {
    /// The way to a value that is there and does not fit.
    fileprivate var place: [any CodingKey]? {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath
        case .keyNotFound: nil
        @unknown default: nil
        }
    }
}

extension Node {
    /// Takes the value at the end of the path away; of a list it leaves an empty mapping, so that the others keep their
    /// places. Answers whether there was one.
    fileprivate mutating func remove(_ path: ArraySlice<any CodingKey>) -> Bool {
        guard let key = path.first else { return false }
        let rest = path.dropFirst()
        if let index = key.intValue {
            guard var list = sequence, list.indices.contains(index) else { return false }
            if rest.isEmpty {
                guard list[index].mapping?.isEmpty != true else { return false }
                list[index] = Node([(Node, Node)]())
            } else {
                guard list[index].remove(rest) else { return false }
            }
            self = .sequence(list)
        } else {
            guard var mapping, var inner = mapping[Node(key.stringValue)] else { return false }
            if rest.isEmpty {
                mapping[Node(key.stringValue)] = nil
            } else {
                guard inner.remove(rest) else { return false }
                mapping[Node(key.stringValue)] = inner
            }
            self = .mapping(mapping)
        }
        return true
    }
}

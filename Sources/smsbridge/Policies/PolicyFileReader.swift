import Campaigns

/// Reads a policy, and puts its problems where they stand.
enum PolicyFileReader {
    static func read(_ file: YAMLFile) throws(FileProblems) -> Policy {
        checkKeys(file.root, at: .top)
        let (decoded, misfits) = file.root.decodedInPart(as: PolicyFile.self)
        var policy: Policy?
        if let decoded {
            do throws(CampaignProblems) {
                policy = try decoded.validate()
            } catch {
                // A value of the wrong kind is told once: it is not missing besides.
                for problem in error.problems where !misfits.contains(where: { problem.key.hasPrefix($0) }) {
                    file.root.report(problem)
                }
            }
        }
        try file.check()
        guard let policy else {
            throw FileProblems([FileProblem(file: file.name, line: nil, key: "", message: "is no policy")])
        }
        return policy
    }

    private static func checkKeys(_ value: YAMLValue, at level: PolicyFile.Level) {
        guard let section = value.section(PolicyFile.knownKeys(at: level)) else { return }
        for name in section.names {
            guard let below = PolicyFile.level(below: name), let inner = section[name] else { continue }
            for item in inner.items(expected: "a list", limit: 1000) ?? [] { checkKeys(item, at: below) }
        }
    }
}

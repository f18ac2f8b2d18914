import Campaigns
import Foundation

/// The policies in force: those that come with the program, and those of a folder, which take the place of others of
/// their name.
enum PolicyFolder {
    static let endings = ["yaml", "yml", "json"]

    /// Everything that is wrong in the folder's files is reported at once.
    static func shelf(_ folder: String?) throws(FileProblems) -> PolicyShelf {
        var policies: [String: Policy] = [:]
        for policy in try BuiltInPolicies.read() { policies[policy.name] = policy }
        guard let folder else { return PolicyShelf(policies.keys.sorted().compactMap { policies[$0] }) }
        var problems: [FileProblem] = []
        var files: [String: String] = [:]
        for path in try paths(in: folder) {
            do {
                let policy = try PolicyFileReader.read(YAMLFile(path: path))
                if let other = files[policy.name] {
                    problems.append(
                        FileProblem(
                            file: path,
                            line: nil,
                            key: "name",
                            message: "“\(policy.name)” is the name of the policy in \(other), too"
                        )
                    )
                }
                files[policy.name] = path
                policies[policy.name] = policy
            } catch {
                problems += error.all
            }
        }
        let all = policies.keys.sorted().compactMap { policies[$0] }
        for clash in PolicyShelf.clashes(in: all) {
            let own = clash.names.compactMap { files[$0] }.last ?? folder
            problems.append(
                FileProblem(
                    file: own,
                    line: nil,
                    key: "prefixes",
                    message: "\(clash.prefix) belongs to several policies: \(clash.names.joined(separator: ", "))"
                )
            )
        }
        if all.count > PolicyShelf.most {
            problems.append(
                FileProblem(file: folder, line: nil, key: "", message: "has more than \(PolicyShelf.most) policies")
            )
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
        return PolicyShelf(all)
    }

    private static func paths(in folder: String) throws(FileProblems) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                .filter { endings.contains(($0 as NSString).pathExtension.lowercased()) }
                .map { folder + "/" + $0 }
        } catch {
            let trouble = FileTrouble(error)
            throw FileProblems([
                FileProblem(file: folder, line: nil, key: "", found: trouble.found, expected: "a folder of policies")
            ])
        }
    }
}

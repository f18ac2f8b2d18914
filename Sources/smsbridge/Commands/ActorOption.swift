import ArgumentParser
import Foundation

/// What every command that changes something for others takes: who does it.
struct ActorOption: ParsableArguments {
    @Option(help: ArgumentHelp("Who does it, for those who look later (default: you).", valueName: "name"))
    var by: String = Self.loginName

    /// Of the person, also behind sudo.
    static var loginName: String {
        let sudo = ProcessInfo.processInfo.environment["SUDO_USER"] ?? ""
        return sudo.isEmpty ? NSUserName() : sudo
    }

    func validate() throws {
        guard (1...100).contains(by.count), by.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--by: say a name of 1 to 100 characters.")
        }
    }
}

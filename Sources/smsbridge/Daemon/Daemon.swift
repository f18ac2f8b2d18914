import Campaigns
import Foundation
import Logging
import Server

/// The daemon: where the parts are joined.
struct Daemon {
    let settings: Settings
    let zones: ZoneDirectory

    func run() async throws {
        let forJournal = StandardErrorLogHandler.isJournal
        let level = settings.logLevel
        LoggingSystem.bootstrap { StandardErrorLogHandler(label: $0, level: level, forJournal: forJournal) }
        try makeStateDirectory()
        let apiSettings = try apiSettings()
        _ = apiSettings
        throw CommandFailure(.failure, "the gateway is not joined yet")
    }

    /// The state is for the daemon alone: it holds numbers and texts of people.
    private func makeStateDirectory() throws(CommandFailure) {
        let path = settings.stateDirectory
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return }
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure(.configuration, "state_directory: cannot make \(path): \(error.localizedDescription)")
        }
    }

    private func apiSettings() throws(CommandFailure) -> APISettings {
        var network: (address: ListenAddress, token: BearerToken)?
        if let address = settings.listen, let file = settings.tokenFile {
            network = (address, try TokenStore.token(in: file))
        }
        return APISettings(
            socketPath: settings.socketPath,
            socketGroup: settings.socketGroup,
            network: network,
            providers: settings.callbacks
        )
    }
}

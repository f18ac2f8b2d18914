import Gateway

/// What a modem holds, from the daemon or from a port.
enum StoredMessages {
    static func all(_ modem: String, _ connection: ConnectionOptions) async throws -> [StoredMessageView] {
        switch await ModemTarget.find(modem, connection) {
        case .daemon(let name):
            try await APIClient.with(connection) { client in
                try await client.get(ModemTarget.path(name) + "/messages").decoded([StoredMessageView].self)
            }
        case .port(let path):
            try await ModemTarget.open(path, connection) { try await Technician($0).storedMessages() }
        }
    }
}

import Campaigns
import GRDB
import Synchronization

/// How numbers are hidden: the number of a person who was erased, and numbers of a list of hashes, stand in the table of
/// suppressions as `hmac:KEY:HEX`. Keeps in memory which keys are in use, so that nobody hashes while none is.
final class HiddenNumbers: Sendable {
    struct Key: Sendable {
        var id: Int64
        var secret: [UInt8]

        func hide(_ number: String) -> String { "hmac:\(id):" + Digest.hmac(number, key: secret) }
    }

    /// The gateway's own key.
    static let own: Int64 = 0
    /// Each is tried with every number that is new.
    static let mostKeys = 8
    private static let proven = "smsbridge"

    private let known = Mutex<[Key]>([])

    /// Those in use. Read once, when the database is opened; from then on each that is new is added before its
    /// transaction ends. One whose transaction failed hides nothing, and costs a hash.
    var keys: [Key] { known.withLock { $0 } }

    func add(_ key: Key) {
        known.withLock { known in
            known.removeAll { $0.id == key.id }
            known.append(key)
        }
    }

    static func proof(of secret: [UInt8]) -> String { Digest.hmac(proven, key: secret) }
}

extension Transaction {
    /// Reads the keys that are in use. Throws where numbers were hidden under another key than the one that the gateway
    /// has now.
    func loadHidingKeys() throws {
        for row in try all("SELECT id, key, proof FROM hash_key ORDER BY id") {
            let id: Int64 = row["id"]
            let isOwn = id == HiddenNumbers.own
            let secret = isOwn ? context.numberKey : Digest.octets(row["key"] as String? ?? "")
            guard !isOwn || row["proof"] == HiddenNumbers.proof(of: secret) else {
                throw StorageError.unusable(
                    "the key of erased numbers is another one than when they were erased: bring the file number.key "
                        + "back that lay beside the database"
                )
            }
            context.hidden.add(HiddenNumbers.Key(id: id, secret: secret))
        }
    }

    /// What a number is called in the table of suppressions: itself, and what stands for it where it is hidden.
    func names(of number: String) -> [String] {
        [number] + context.hidden.keys.map { $0.hide(number) }
    }

    /// Whether a number stands in the table of suppressions under another name.
    func isHidden(_ number: String) throws -> Bool {
        try names(of: number).dropFirst().contains {
            try exists("SELECT 1 FROM suppression WHERE number = ? AND lifted_at IS NULL", [$0])
        }
    }

    /// Hides a number under the gateway's own key.
    func hide(_ number: String) throws -> String {
        let key = HiddenNumbers.Key(id: HiddenNumbers.own, secret: context.numberKey)
        try run(
            "INSERT INTO hash_key (id, name, proof) VALUES (?, 'erased here', ?) ON CONFLICT (id) DO NOTHING",
            [key.id, HiddenNumbers.proof(of: key.secret)]
        )
        context.hidden.add(key)
        return key.hide(number)
    }

    /// The key of a list of hashes that came from elsewhere, kept from now on.
    func hidingKey(_ secret: [UInt8], name: String) throws -> HiddenNumbers.Key {
        let proof = HiddenNumbers.proof(of: secret)
        if let id = try number("SELECT id FROM hash_key WHERE proof = ?", [proof]) {
            return HiddenNumbers.Key(id: id, secret: secret)
        }
        let count = try number("SELECT COUNT(*) FROM hash_key WHERE id > 0") ?? 0
        guard count < HiddenNumbers.mostKeys else {
            throw StorageError.conflict(
                "lists with \(HiddenNumbers.mostKeys) different keys were imported already: use one of those keys"
            )
        }
        let id = (try number("SELECT MAX(id) FROM hash_key") ?? 0) + 1
        try run(
            "INSERT INTO hash_key (id, name, key, proof) VALUES (?, ?, ?, ?)",
            [id, name, Digest.hex(secret), proof]
        )
        let key = HiddenNumbers.Key(id: id, secret: secret)
        context.hidden.add(key)
        return key
    }
}

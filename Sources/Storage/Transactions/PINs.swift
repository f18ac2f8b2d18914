public import Campaigns
import GRDB

extension Store {
    /// Remembers that a PIN was tried on a SIM, before it is sent: a crash in between counts as refused.
    public func rememberPIN(_ pin: String, triedOn sim: String, at: Timestamp) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run(
                "INSERT INTO pin_refusal (sim, pin, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [sim, pin, at.milliseconds]
            )
        }
    }

    /// Forgets a PIN that the SIM accepted.
    public func forgetPIN(_ pin: String, triedOn sim: String) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run("DELETE FROM pin_refusal WHERE sim = ? AND pin = ?", [sim, pin])
        }
    }

    /// The PINs that these SIMs refused, as (sim, pin).
    public func refusedPINs(of sims: [String]) async throws(StorageError) -> [(sim: String, pin: String)] {
        try await read { transaction in
            try sims.flatMap { sim in
                try transaction.all("SELECT pin FROM pin_refusal WHERE sim = ? ORDER BY pin", [sim])
                    .map { (sim: sim, pin: $0["pin"]) }
            }
        }
    }
}

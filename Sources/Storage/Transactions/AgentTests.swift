public import Campaigns
import Foundation
import GRDB

extension Store {
    /// Keeps what became of a test of an agent.
    public func keep(_ report: AgentTestReport, by: String?) async throws(StorageError) {
        try await write { transaction in
            try transaction.run(
                """
                INSERT INTO agent_test (hash, agent, passed, scenarios, failed, report, made_by, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    report.hash.hex, report.agent, report.passed, report.results.count, report.failed,
                    try transaction.json(report), by, report.at.milliseconds,
                ]
            )
            try transaction.run(
                """
                DELETE FROM agent_test WHERE hash = ?1 AND id NOT IN
                    (SELECT id FROM agent_test WHERE hash = ?1 ORDER BY id DESC LIMIT 20)
                """,
                [report.hash.hex]
            )
        }
    }

    /// The newest test of an agent with those very rules.
    public func lastTest(of hash: ContentHash) async throws(StorageError) -> AgentTestReport? {
        try await read { transaction in
            try transaction.text("SELECT report FROM agent_test WHERE hash = ? ORDER BY id DESC LIMIT 1", [hash.hex])
                .map { try JSONDecoder().decode(AgentTestReport.self, from: Data($0.utf8)) }
        }
    }
}

import GRDB

/// Views that the queries of figures share, for people with an SQL shell too. Each stands in Documentation/figures.md as
/// it stands here.
enum FigureView: String, CaseIterable {
    case campaignReply = "campaign_reply"
    case campaignMessage = "campaign_message"
    case campaignRecipient = "campaign_recipient"
    case campaignSegment = "campaign_segment"
    case campaignSuccess = "campaign_success"
    case campaignWork = "campaign_work"
    case campaignTokens = "campaign_tokens"

    var sql: String {
        switch self {
        case .campaignReply:
            """
            CREATE VIEW campaign_reply AS
            SELECT inbound.id, inbound.message_id, message.campaign_id, message.enrollment_id, message.step + 1 AS step,
                message.route_id, inbound.conversation_id, inbound.received_at AS at,
                CASE WHEN kind IN ('optOut', 'optIn', 'help', 'wrongNumber', 'automatic') THEN kind ELSE 'reply' END AS meaning
            FROM inbound JOIN message ON message.id = inbound.message_id
            WHERE inbound.message_id IS NOT NULL
            """
        case .campaignMessage:
            """
            CREATE VIEW campaign_message AS
            SELECT message.id, message.campaign_id, message.enrollment_id, message.step + 1 AS step, message.route_id,
                COALESCE(message.version, 1) AS version, message.variant, message.raced,
                (SELECT MIN(handed_over_at) FROM segment WHERE segment.message_id = message.id) AS at,
                CASE
                    WHEN message.state <> 'sent' THEN message.state
                    WHEN EXISTS (SELECT 1 FROM report WHERE report.route_id = message.route_id) THEN 'unknown'
                    WHEN EXISTS (SELECT 1 FROM provider_report AS told WHERE told.route_id = message.route_id) THEN 'unknown'
                    ELSE 'assumed'
                END AS outcome,
                message.state IN ('submitting', 'sent', 'delivered', 'undelivered', 'uncertain', 'failed')
                    OR EXISTS (
                        SELECT 1 FROM segment WHERE segment.message_id = message.id AND handed_over_at IS NOT NULL
                    ) AS attempted,
                CASE message.state
                    WHEN 'uncertain' THEN 'uncertain'
                    WHEN 'expired' THEN 'expired'
                    WHEN 'failed' THEN (
                        SELECT CASE permanent WHEN 1 THEN 'permanent' WHEN 0 THEN 'temporary' END
                        FROM refusal WHERE refusal.message_id = message.id ORDER BY refusal.id DESC LIMIT 1
                    )
                    WHEN 'undelivered' THEN (
                        SELECT CASE WHEN status = 70 THEN 'expired' WHEN status < 96 THEN 'permanent' ELSE 'temporary' END
                        FROM segment WHERE segment.message_id = message.id AND status BETWEEN 64 AND 127
                        ORDER BY sequence LIMIT 1
                    )
                END AS failure
            FROM message WHERE message.campaign_id IS NOT NULL
            """
        case .campaignRecipient:
            """
            CREATE VIEW campaign_recipient AS
            SELECT enrollment.id, enrollment.campaign_id, enrollment.state, enrollment.reason,
                (
                    SELECT MIN(CASE outcome
                        WHEN 'delivered' THEN 1 WHEN 'assumed' THEN 2 WHEN 'unknown' THEN 3 WHEN 'undelivered' THEN 4
                        WHEN 'uncertain' THEN 5 WHEN 'failed' THEN 6
                        WHEN 'queued' THEN 7 WHEN 'claimed' THEN 7 WHEN 'submitting' THEN 7 ELSE 8 END)
                    FROM campaign_message AS sent WHERE sent.enrollment_id = enrollment.id AND attempted
                ) AS best
            FROM enrollment
            """
        case .campaignSegment:
            """
            CREATE VIEW campaign_segment AS
            SELECT message.campaign_id, message.step + 1 AS step, segment.route_id,
                COALESCE(message.version, 1) AS version, message.variant, segment.sequence,
                segment.handed_over_at AS at, segment.price, segment.currency, 0 AS is_answer
            FROM message JOIN segment ON segment.message_id = message.id
            WHERE message.campaign_id IS NOT NULL AND segment.state IN ('submitting', 'accepted', 'uncertain')
            UNION ALL
            SELECT reply.campaign_id, reply.step, segment.route_id, NULL AS version, NULL AS variant, segment.sequence,
                segment.handed_over_at AS at, segment.price, segment.currency, 1 AS is_answer
            FROM campaign_reply AS reply
            JOIN message ON message.inbound_id = reply.id
            JOIN segment ON segment.message_id = message.id
            WHERE segment.state IN ('submitting', 'accepted', 'uncertain')
            """
        case .campaignSuccess:
            """
            CREATE VIEW campaign_success AS
            SELECT goal.campaign_id, goal.enrollment_id, goal.at,
                (
                    SELECT MAX(message.id) FROM message JOIN segment ON segment.message_id = message.id
                    WHERE message.enrollment_id = goal.enrollment_id AND segment.handed_over_at <= goal.at
                ) AS message_id,
                COALESCE(goal.value, ROUND(1000 * json_extract(definition, '$.goal.value'))) AS value,
                COALESCE(enrollment.state = 'excluded', 0) AS is_held_out
            FROM goal JOIN campaign ON campaign.id = goal.campaign_id
            LEFT JOIN enrollment ON enrollment.id = goal.enrollment_id
            WHERE COALESCE(json_extract(definition, '$.goal.name'), goal.name) = goal.name
                AND COALESCE(json_extract(definition, '$.goal.name'), '') NOT IN ('reply', 'opt_in')
            UNION ALL
            SELECT reply.campaign_id, reply.enrollment_id, MIN(reply.at) AS at, reply.message_id,
                ROUND(1000 * json_extract(definition, '$.goal.value')) AS value, 0 AS is_held_out
            FROM campaign_reply AS reply JOIN campaign ON campaign.id = reply.campaign_id
            WHERE reply.meaning = CASE json_extract(definition, '$.goal.name')
                WHEN 'reply' THEN 'reply' WHEN 'opt_in' THEN 'optIn' END
            GROUP BY reply.campaign_id, reply.enrollment_id
            """
        case .campaignWork:
            """
            CREATE VIEW campaign_work AS
            SELECT reply.campaign_id, reply.step, message.created_at AS at, message.work_minutes AS minutes,
                message.work_price AS price, message.work_currency AS currency
            FROM campaign_reply AS reply JOIN message ON message.inbound_id = reply.id
            WHERE message.origin = 'human'
            """
        case .campaignTokens:
            """
            CREATE VIEW campaign_tokens AS
            SELECT reply.campaign_id, reply.step, model_use.at, model_use.agent, model_use.tokens_in, model_use.tokens_out,
                model_use.price, model_use.currency
            FROM campaign_reply AS reply JOIN model_use ON model_use.inbound_id = reply.id
            """
        }
    }

    /// Views follow the program, not the migrations: they are dropped before these, and made as this program has them.
    static func drop(in database: Database) throws {
        for view in allCases.reversed() { try database.execute(sql: "DROP VIEW IF EXISTS \(view.rawValue)") }
    }

    static func make(in database: Database) throws {
        for view in allCases { try database.execute(sql: view.sql) }
    }

    /// Whether the database has all of them as they are here.
    static func areMade(in database: Database) throws -> Bool {
        try allCases.allSatisfy { view in
            try String.fetchOne(
                database,
                sql: "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?",
                arguments: [view.rawValue]
            ) == view.sql
        }
    }
}

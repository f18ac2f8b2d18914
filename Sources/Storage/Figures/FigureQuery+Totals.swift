extension FigureQuery {
    static let funnelSQL = """
        WITH reply AS MATERIALIZED (
            SELECT enrollment_id, MAX(meaning = 'reply') AS replied, MAX(meaning = 'optOut') AS opted_out,
                MAX(meaning = 'optIn') AS opted_in, MAX(meaning = 'help') AS help,
                MAX(meaning = 'wrongNumber') AS wrong_number, MAX(meaning = 'automatic') AS automatic
            FROM campaign_reply WHERE campaign_id = :campaign GROUP BY enrollment_id
        ), success AS MATERIALIZED (
            SELECT enrollment_id FROM campaign_success
            WHERE campaign_id = :campaign AND NOT is_held_out AND enrollment_id IS NOT NULL
        ), positive AS MATERIALIZED (
            SELECT DISTINCT enrollment_id FROM goal WHERE campaign_id = :campaign AND name = 'positive'
        ), recipient AS MATERIALIZED (
            SELECT state, best, replied, opted_out, opted_in, help, wrong_number, automatic,
                campaign_recipient.id IN (SELECT enrollment_id FROM success) AS succeeded, positive.enrollment_id IS NOT NULL AS positive,
                best <= 2 OR reply.enrollment_id IS NOT NULL
                    OR (best IS NOT NULL AND campaign_recipient.id IN (SELECT enrollment_id FROM success)) AS reached
            FROM campaign_recipient
            LEFT JOIN reply ON reply.enrollment_id = campaign_recipient.id
            LEFT JOIN positive ON positive.enrollment_id = campaign_recipient.id
            WHERE campaign_id = :campaign
        )
        SELECT COUNT(*) AS enrolled,
            COUNT(*) FILTER (WHERE state = 'excluded') AS excluded,
            COUNT(*) FILTER (WHERE state <> 'excluded') AS eligible,
            COUNT(best) AS attempted,
            COUNT(*) FILTER (WHERE best <= 4) AS accepted,
            COUNT(*) FILTER (WHERE best = 1) AS delivered,
            COUNT(*) FILTER (WHERE best = 2) AS assumed,
            COUNT(*) FILTER (WHERE best = 3) AS unknown,
            COUNT(*) FILTER (WHERE best = 4) AS undelivered,
            COUNT(*) FILTER (WHERE best = 5) AS uncertain,
            COUNT(*) FILTER (WHERE best = 6) AS failed,
            COUNT(*) FILTER (WHERE best = 7) AS underway,
            COUNT(*) FILTER (WHERE best = 8) AS stopped,
            COUNT(*) FILTER (WHERE reached) AS reached,
            COUNT(*) FILTER (WHERE replied) AS replied,
            COUNT(*) FILTER (WHERE positive) AS positive,
            COUNT(*) FILTER (WHERE opted_out) AS opted_out,
            COUNT(*) FILTER (WHERE opted_in) AS opted_in,
            COUNT(*) FILTER (WHERE help) AS help,
            COUNT(*) FILTER (WHERE wrong_number) AS wrong_number,
            COUNT(*) FILTER (WHERE automatic) AS automatic,
            COUNT(*) FILTER (WHERE succeeded) AS succeeded,
            COUNT(*) FILTER (WHERE succeeded AND best IS NULL) AS succeeded_before
        FROM recipient
        """

    static let exclusionsSQL = """
        SELECT CASE WHEN instr(reason, ', since ') > 0 THEN substr(reason, 1, instr(reason, ', since ') - 1)
                ELSE reason END AS reason,
            COUNT(*) AS recipients
        FROM enrollment WHERE campaign_id = :campaign AND state = 'excluded'
        GROUP BY 1 ORDER BY recipients DESC, 1
        """

    static let failuresSQL = """
        SELECT COUNT(*) AS tried,
            COUNT(*) FILTER (WHERE failure = 'permanent') AS permanent,
            COUNT(*) FILTER (WHERE failure = 'temporary') AS temporary,
            COUNT(*) FILTER (WHERE failure = 'expired') AS expired,
            COUNT(*) FILTER (WHERE failure = 'uncertain') AS uncertain,
            COUNT(*) FILTER (WHERE outcome IN ('failed', 'undelivered') AND failure IS NULL) AS unspecified
        FROM campaign_message WHERE campaign_id = :campaign AND (attempted OR outcome = 'expired')
        """

    static let escalationSQL = """
        SELECT COUNT(*) AS conversations,
            COUNT(*) FILTER (WHERE agent) AS with_agent,
            COUNT(*) FILTER (WHERE agent AND person) AS escalated,
            COUNT(*) FILTER (WHERE person AND NOT agent) AS without_agent,
            COUNT(*) FILTER (WHERE agent AND closed) AS closed,
            COUNT(*) FILTER (WHERE agent AND closed AND NOT person) AS contained
        FROM (
            SELECT COALESCE(MAX(turn.agent <> 'human'), 0) AS agent,
                COALESCE(MAX(turn.outcome = 'escalated'), 0) AS person,
                COALESCE(MAX(turn.outcome = 'closed' OR conversation.owner = 'closed'), 0) AS closed
            FROM campaign_reply AS reply JOIN conversation ON conversation.id = reply.conversation_id
            LEFT JOIN turn ON turn.inbound_id = reply.id
            WHERE reply.campaign_id = :campaign
            GROUP BY reply.conversation_id
        )
        """

    static let escalationReasonsSQL = """
        SELECT COALESCE(NULLIF(turn.reason, ''), 'no reason was noted') AS reason,
            COUNT(DISTINCT turn.conversation_id) AS conversations
        FROM campaign_reply AS reply JOIN turn ON turn.inbound_id = reply.id
        WHERE reply.campaign_id = :campaign AND turn.outcome = 'escalated'
        GROUP BY 1 ORDER BY conversations DESC, 1 LIMIT 50
        """

    static let goalsSQL = """
        SELECT name, COUNT(*) AS events, COUNT(DISTINCT COALESCE(number, enrollment_id)) AS recipients,
            SUM(value) / 1000.0 AS value
        FROM goal WHERE campaign_id = :campaign
            AND NOT EXISTS (SELECT 1 FROM enrollment WHERE enrollment.id = goal.enrollment_id AND state = 'excluded')
        GROUP BY name ORDER BY events DESC, name
        """

    static let successSQL = """
        SELECT COUNT(*) AS events, COUNT(DISTINCT enrollment_id) AS recipients,
            COUNT(*) FILTER (WHERE value IS NULL) AS unvalued, SUM(value) / 1000.0 AS value
        FROM campaign_success WHERE campaign_id = :campaign AND NOT is_held_out
        """

    static let holdoutSQL = """
        WITH success AS MATERIALIZED (
            SELECT enrollment_id, SUM(value) AS value FROM campaign_success WHERE campaign_id = :campaign
            GROUP BY enrollment_id
        )
        SELECT COUNT(*) FILTER (WHERE NOT held_out) AS treated,
            COUNT(*) FILTER (WHERE NOT held_out AND succeeded) AS treated_succeeded,
            SUM(value) FILTER (WHERE NOT held_out) / 1000.0 AS treated_value,
            COUNT(*) FILTER (WHERE held_out) AS held_out,
            COUNT(*) FILTER (WHERE held_out AND succeeded) AS held_out_succeeded,
            SUM(value) FILTER (WHERE held_out) / 1000.0 AS held_out_value
        FROM (
            SELECT state = 'excluded' AS held_out, success.enrollment_id IS NOT NULL AS succeeded, value
            FROM enrollment LEFT JOIN success ON success.enrollment_id = enrollment.id
            WHERE campaign_id = :campaign AND (state <> 'excluded' OR reason = 'holdout')
        )
        """

    static let costSQL = """
        SELECT currency,
            COUNT(*) FILTER (WHERE NOT is_answer) AS segments,
            COUNT(*) FILTER (WHERE is_answer) AS answer_segments,
            COUNT(*) FILTER (WHERE price IS NULL) AS unpriced,
            COALESCE(SUM(price) FILTER (WHERE NOT is_answer), 0) / 1000.0 AS cost,
            COALESCE(SUM(price) FILTER (WHERE is_answer), 0) / 1000.0 AS answer_cost
        FROM campaign_segment WHERE campaign_id = :campaign
        GROUP BY currency ORDER BY currency
        """

    static let workSQL = """
        SELECT currency, COUNT(*) AS answers, COALESCE(SUM(minutes), 0) AS minutes,
            COUNT(*) FILTER (WHERE price IS NULL) AS unpriced, COALESCE(SUM(price), 0) / 1000.0 AS cost
        FROM campaign_work WHERE campaign_id = :campaign
        GROUP BY currency ORDER BY currency
        """

    static let tokensSQL = """
        SELECT currency, COUNT(*) AS turns, COALESCE(SUM(tokens_in), 0) AS tokens_in,
            COALESCE(SUM(tokens_out), 0) AS tokens_out, COUNT(*) FILTER (WHERE price IS NULL) AS unpriced,
            ROUND(COALESCE(SUM(price), 0) / 1000.0) / 1000.0 AS cost
        FROM campaign_tokens WHERE campaign_id = :campaign
        GROUP BY currency ORDER BY currency
        """

    static let haltsSQL = """
        WITH measured AS MATERIALIZED (
            SELECT halt_commit.at - halt.seen_at AS ms,
                ROW_NUMBER() OVER (ORDER BY halt_commit.at - halt.seen_at) AS place,
                COUNT(*) OVER () AS total
            FROM halt JOIN halt_commit ON halt_commit.part_id = halt.part_id
            WHERE halt.campaign_id = :campaign
        )
        SELECT (SELECT COUNT(*) FROM halt WHERE campaign_id = :campaign) AS halts,
            COUNT(*) AS measured,
            MIN(ms) FILTER (WHERE place * 100 >= total * 50) AS p50_ms,
            MIN(ms) FILTER (WHERE place * 100 >= total * 99) AS p99_ms,
            MAX(ms) AS max_ms,
            (SELECT COUNT(*) FROM message WHERE campaign_id = :campaign AND raced = 1) AS raced
        FROM measured
        """

    static let haltLatencySQL = """
        SELECT CASE WHEN ms <= 10 THEN 10 WHEN ms <= 30 THEN 30 WHEN ms <= 100 THEN 100 WHEN ms <= 300 THEN 300
                WHEN ms <= 1000 THEN 1000 WHEN ms <= 3000 THEN 3000 WHEN ms <= 10000 THEN 10000 END AS up_to_ms,
            COUNT(*) AS halts
        FROM (
            SELECT halt_commit.at - halt.seen_at AS ms
            FROM halt JOIN halt_commit ON halt_commit.part_id = halt.part_id
            WHERE halt.campaign_id = :campaign
        )
        GROUP BY 1 ORDER BY up_to_ms IS NULL, up_to_ms
        """
}

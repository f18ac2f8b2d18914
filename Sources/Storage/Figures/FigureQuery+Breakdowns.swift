extension FigureQuery {
    static let stepsSQL =
        counts(by: "step") + """

            SELECT sent.step, attempted, delivered + assumed + unknown + undelivered AS accepted, delivered, assumed, unknown,
                undelivered, uncertain, failed, delivered + assumed + COALESCE(reached, 0) AS reached,
                COALESCE(replied, 0) AS replied, COALESCE(opted_out, 0) AS opted_out, raced,
                COALESCE(segments, 0) AS segments, cost
            FROM sent LEFT JOIN reply ON reply.step = sent.step LEFT JOIN paid ON paid.step = sent.step
            ORDER BY sent.step
            """

    static let linesSQL =
        counts(by: "route_id") + """

            SELECT route.name AS line, route.kind, attempted, delivered + assumed + unknown + undelivered AS accepted,
                delivered, assumed, unknown, undelivered, uncertain, failed,
                delivered + assumed + COALESCE(reached, 0) AS reached, COALESCE(replied, 0) AS replied,
                COALESCE(opted_out, 0) AS opted_out, raced, COALESCE(segments, 0) AS segments, cost
            FROM sent JOIN route ON route.id = sent.route_id
            LEFT JOIN reply ON reply.route_id = sent.route_id LEFT JOIN paid ON paid.route_id = sent.route_id
            ORDER BY route.kind, route.name, route.id
            """

    /// What left, what came back and what it cost, counted by a column of all three views.
    private static func counts(by column: String) -> String {
        """
        WITH sent AS MATERIALIZED (
            SELECT \(column), COUNT(*) AS attempted,
                COUNT(*) FILTER (WHERE outcome = 'delivered') AS delivered,
                COUNT(*) FILTER (WHERE outcome = 'assumed') AS assumed,
                COUNT(*) FILTER (WHERE outcome = 'unknown') AS unknown,
                COUNT(*) FILTER (WHERE outcome = 'undelivered') AS undelivered,
                COUNT(*) FILTER (WHERE outcome = 'uncertain') AS uncertain,
                COUNT(*) FILTER (WHERE outcome = 'failed') AS failed,
                COUNT(*) FILTER (WHERE raced = 1) AS raced
            FROM campaign_message WHERE campaign_id = :campaign AND attempted GROUP BY \(column)
        ), reply AS MATERIALIZED (
            SELECT reply.\(column),
                COUNT(DISTINCT message_id) FILTER (WHERE outcome NOT IN ('delivered', 'assumed')) AS reached,
                COUNT(DISTINCT message_id) FILTER (WHERE meaning = 'reply') AS replied,
                COUNT(DISTINCT message_id) FILTER (WHERE meaning = 'optOut') AS opted_out
            FROM campaign_reply AS reply JOIN campaign_message AS answered ON answered.id = reply.message_id
            WHERE reply.campaign_id = :campaign GROUP BY reply.\(column)
        ), paid AS MATERIALIZED (
            SELECT \(column), COUNT(*) AS segments,
                CASE WHEN COALESCE(MIN(currency) = MAX(currency), 1) THEN SUM(price) / 1000.0 END AS cost
            FROM campaign_segment WHERE campaign_id = :campaign AND NOT is_answer GROUP BY \(column)
        )
        """
    }

    static let agentsSQL = """
        SELECT turn.agent, COUNT(DISTINCT turn.conversation_id) AS conversations, COUNT(*) AS turns,
            COUNT(*) FILTER (WHERE answered) AS answers,
            COUNT(DISTINCT turn.conversation_id) FILTER (WHERE outcome = 'escalated') AS escalated,
            COUNT(DISTINCT turn.conversation_id) FILTER (WHERE outcome = 'closed') AS closed
        FROM campaign_reply AS reply JOIN turn ON turn.inbound_id = reply.id
        WHERE reply.campaign_id = :campaign
        GROUP BY turn.agent ORDER BY turn.agent IS NULL, turn.agent
        """

    static let daysSQL = """
        WITH event AS (
            SELECT (at + :offset) / 86400000 AS day, COUNT(*) FILTER (WHERE sequence = 1) AS messages,
                COUNT(*) AS segments, SUM(price) AS price, MIN(currency) AS least, MAX(currency) AS greatest,
                0 AS replied, 0 AS opted_out, 0 AS goals
            FROM campaign_segment WHERE campaign_id = :campaign AND NOT is_answer GROUP BY 1
            UNION ALL
            SELECT (MIN(at) + :offset) / 86400000, 0, 0, NULL, NULL, NULL, 1, 0, 0
            FROM campaign_reply WHERE campaign_id = :campaign AND meaning = 'reply' GROUP BY enrollment_id
            UNION ALL
            SELECT (MIN(at) + :offset) / 86400000, 0, 0, NULL, NULL, NULL, 0, 1, 0
            FROM campaign_reply WHERE campaign_id = :campaign AND meaning = 'optOut' GROUP BY enrollment_id
            UNION ALL
            SELECT (at + :offset) / 86400000, 0, 0, NULL, NULL, NULL, 0, 0, 1
            FROM goal WHERE campaign_id = :campaign
        )
        SELECT date(day * 86400, 'unixepoch') AS day, SUM(messages) AS messages, SUM(segments) AS segments,
            SUM(replied) AS replied, SUM(opted_out) AS opted_out, SUM(goals) AS goals,
            CASE WHEN COALESCE(MIN(least) = MAX(greatest), 1) THEN SUM(price) / 1000.0 END AS cost
        FROM event GROUP BY event.day ORDER BY event.day
        """
}

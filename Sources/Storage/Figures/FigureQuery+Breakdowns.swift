extension FigureQuery {
    static let stepsSQL =
        counts(by: "step") + """

            SELECT step, \(messageColumns)
            FROM sent LEFT JOIN reply USING (step) LEFT JOIN paid USING (step)
            ORDER BY step
            """

    static let variantsSQL =
        counts(by: "step, variant") + """

            SELECT step, variant, \(messageColumns)
            FROM sent LEFT JOIN reply USING (step, variant) LEFT JOIN paid USING (step, variant)
            WHERE variant IS NOT NULL
            ORDER BY step, variant
            """

    static let linesSQL =
        counts(by: "route_id") + """

            SELECT route.name AS line, route.kind, \(messageColumns)
            FROM sent JOIN route ON route.id = sent.route_id
            LEFT JOIN reply USING (route_id) LEFT JOIN paid USING (route_id)
            ORDER BY route.kind, route.name, route.id
            """

    static let versionsSQL =
        counts(by: "version") + """

            SELECT version, \(messageColumns)
            FROM sent LEFT JOIN reply USING (version) LEFT JOIN paid USING (version)
            ORDER BY version
            """

    /// What left, what came back and what it cost, counted by columns of the views.
    private static func counts(by columns: String) -> String {
        """
        WITH sent AS MATERIALIZED (
            SELECT \(columns), COUNT(*) AS attempted,
                COUNT(*) FILTER (WHERE outcome = 'delivered') AS delivered,
                COUNT(*) FILTER (WHERE outcome = 'assumed') AS assumed,
                COUNT(*) FILTER (WHERE outcome = 'unknown') AS unknown,
                COUNT(*) FILTER (WHERE outcome = 'undelivered') AS undelivered,
                COUNT(*) FILTER (WHERE outcome = 'uncertain') AS uncertain,
                COUNT(*) FILTER (WHERE outcome = 'failed') AS failed,
                COUNT(*) FILTER (WHERE failure = 'permanent') AS permanent,
                COUNT(*) FILTER (WHERE failure = 'temporary') AS temporary,
                COUNT(*) FILTER (WHERE raced = 1) AS raced
            FROM campaign_message WHERE campaign_id = :campaign AND attempted GROUP BY \(columns)
        ), back AS MATERIALIZED (
            SELECT message_id, meaning FROM campaign_reply WHERE campaign_id = :campaign
            UNION ALL
            SELECT message_id, 'success' FROM campaign_success WHERE campaign_id = :campaign
        ), reply AS MATERIALIZED (
            SELECT \(columns),
                COUNT(DISTINCT message_id) FILTER (WHERE outcome NOT IN ('delivered', 'assumed')) AS reached,
                COUNT(DISTINCT message_id) FILTER (WHERE meaning = 'reply') AS replied,
                COUNT(DISTINCT message_id) FILTER (WHERE meaning = 'optOut') AS opted_out,
                COUNT(DISTINCT message_id) FILTER (WHERE meaning = 'success') AS succeeded
            FROM back JOIN campaign_message AS answered ON answered.id = back.message_id
            GROUP BY \(columns)
        ), paid AS MATERIALIZED (
            SELECT \(columns), COUNT(*) AS segments,
                CASE WHEN COALESCE(MIN(currency) = MAX(currency), 1) THEN SUM(price) / 1000.0 END AS cost
            FROM campaign_segment WHERE campaign_id = :campaign AND NOT is_answer GROUP BY \(columns)
        )
        """
    }

    private static let messageColumns = """
        attempted, delivered + assumed + unknown + undelivered AS accepted, delivered, assumed, unknown,
            undelivered, uncertain, failed, permanent, temporary, delivered + assumed + COALESCE(reached, 0) AS reached,
            COALESCE(replied, 0) AS replied, COALESCE(opted_out, 0) AS opted_out, COALESCE(succeeded, 0) AS succeeded,
            raced, COALESCE(segments, 0) AS segments, cost
        """

    static let agentsSQL = """
        WITH paid AS MATERIALIZED (
            SELECT turn.agent, COUNT(*) AS segments,
                CASE WHEN COALESCE(MIN(currency) = MAX(currency), 1) THEN SUM(price) / 1000.0 END AS cost
            FROM campaign_reply AS reply JOIN turn ON turn.inbound_id = reply.id AND turn.answered
            JOIN message ON message.inbound_id = reply.id AND message.origin = 'agent'
            JOIN segment ON segment.message_id = message.id AND segment.state IN ('submitting', 'accepted', 'uncertain')
            WHERE reply.campaign_id = :campaign
            GROUP BY turn.agent
        ), reached AS MATERIALIZED (
            SELECT source, COUNT(*) AS goals FROM goal WHERE campaign_id = :campaign GROUP BY source
        ), asked AS MATERIALIZED (
            SELECT agent, SUM(tokens_in) AS tokens_in, SUM(tokens_out) AS tokens_out,
                CASE WHEN COALESCE(MIN(currency) = MAX(currency), 1)
                    THEN ROUND(SUM(price) / 1000.0) / 1000.0 END AS token_cost
            FROM campaign_tokens WHERE campaign_id = :campaign GROUP BY agent
        )
        SELECT turn.agent, COUNT(DISTINCT turn.conversation_id) AS conversations, COUNT(*) AS turns,
            COUNT(*) FILTER (WHERE answered) AS answers,
            COUNT(DISTINCT reply.enrollment_id) FILTER (WHERE meaning = 'reply') AS replied,
            COUNT(DISTINCT turn.conversation_id) FILTER (WHERE outcome = 'escalated') AS escalated,
            COUNT(DISTINCT turn.conversation_id) FILTER (WHERE outcome = 'closed') AS closed,
            COALESCE(MAX(reached.goals), 0) AS goals, COALESCE(MAX(paid.segments), 0) AS segments,
            MAX(paid.cost) AS cost, COALESCE(MAX(asked.tokens_in), 0) AS tokens_in,
            COALESCE(MAX(asked.tokens_out), 0) AS tokens_out, MAX(asked.token_cost) AS token_cost
        FROM campaign_reply AS reply JOIN turn ON turn.inbound_id = reply.id
        LEFT JOIN paid ON paid.agent = turn.agent LEFT JOIN reached ON reached.source = 'agent ' || turn.agent
        LEFT JOIN asked ON asked.agent = turn.agent
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
                AND NOT EXISTS (SELECT 1 FROM enrollment WHERE enrollment.id = goal.enrollment_id AND state = 'excluded')
        )
        SELECT date(day * 86400, 'unixepoch') AS day, SUM(messages) AS messages, SUM(segments) AS segments,
            SUM(replied) AS replied, SUM(opted_out) AS opted_out, SUM(goals) AS goals,
            CASE WHEN COALESCE(MIN(least) = MAX(greatest), 1) THEN SUM(price) / 1000.0 END AS cost
        FROM event GROUP BY event.day ORDER BY event.day
        """

    static let hoursSQL = """
        WITH back AS MATERIALIZED (
            SELECT message_id, MAX(meaning = 'reply') AS replied, MAX(meaning = 'optOut') AS opted_out,
                MAX(meaning = 'success') AS succeeded
            FROM (
                SELECT message_id, meaning FROM campaign_reply WHERE campaign_id = :campaign
                UNION ALL
                SELECT message_id, 'success' FROM campaign_success WHERE campaign_id = :campaign
            )
            GROUP BY message_id
        )
        SELECT ((at + :offset) / 86400000 + 3) % 7 + 1 AS weekday, (at + :offset) / 3600000 % 24 AS hour,
            COUNT(*) AS attempted,
            COUNT(*) FILTER (WHERE outcome IN ('delivered', 'assumed') OR back.message_id IS NOT NULL) AS reached,
            COUNT(*) FILTER (WHERE replied) AS replied, COUNT(*) FILTER (WHERE opted_out) AS opted_out,
            COUNT(*) FILTER (WHERE succeeded) AS succeeded
        FROM campaign_message AS sent LEFT JOIN back ON back.message_id = sent.id
        WHERE campaign_id = :campaign AND attempted AND at IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2
        """
}

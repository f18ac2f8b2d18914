/// What was stored before a key came to be has that key's default.
extension CampaignDefinition: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, category, purpose, channel, agent, steps, window, routes, weight, limits, totalSegments, budget,
            policy,
            breakers,
            lastDay
        case endsOnFailure, defaults, missing, optOutText, alphabet, onLate, lateAfterSeconds
        case validitySeconds, contactPolicy, audience, goal, holdout, onAutomatic, agentMayResume
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, orElse standard: Value) throws -> Value {
            try container.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        self.init(
            name: try container.decode(String.self, forKey: .name),
            category: try container.decode(CampaignCategory.self, forKey: .category),
            purpose: try container.decodeIfPresent(String.self, forKey: .purpose),
            channel: try value(.channel, orElse: .sms),
            agent: try container.decode(String.self, forKey: .agent),
            steps: try container.decode([CampaignStep].self, forKey: .steps),
            window: try container.decode(CampaignWindow.self, forKey: .window),
            routes: try value(.routes, orElse: []),
            weight: try value(.weight, orElse: 1),
            limits: try container.decode(RateLimits.self, forKey: .limits),
            totalSegments: try container.decodeIfPresent(Int.self, forKey: .totalSegments),
            budget: try container.decodeIfPresent(Amount.self, forKey: .budget),
            policy: try container.decodeIfPresent(String.self, forKey: .policy),
            breakers: try value(.breakers, orElse: .standard),
            lastDay: try container.decodeIfPresent(CivilDate.self, forKey: .lastDay),
            endsOnFailure: try value(.endsOnFailure, orElse: true),
            defaults: try value(.defaults, orElse: [:]),
            missing: try value(.missing, orElse: .block),
            optOutText: try container.decodeIfPresent(String.self, forKey: .optOutText),
            alphabet: try value(.alphabet, orElse: .any),
            onLate: try value(.onLate, orElse: .send),
            lateAfterSeconds: try value(.lateAfterSeconds, orElse: 86_400),
            validitySeconds: try value(.validitySeconds, orElse: 86_400),
            contactPolicy: try value(.contactPolicy, orElse: .exclusive),
            audience: try value(.audience, orElse: .frozen),
            goal: try container.decodeIfPresent(CampaignGoal.self, forKey: .goal),
            holdout: try container.decodeIfPresent(Holdout.self, forKey: .holdout),
            onAutomatic: try value(.onAutomatic, orElse: .halt),
            agentMayResume: try value(.agentMayResume, orElse: false)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(category, forKey: .category)
        try container.encodeIfPresent(purpose, forKey: .purpose)
        if channel != .sms { try container.encode(channel, forKey: .channel) }
        try container.encode(agent, forKey: .agent)
        try container.encode(steps, forKey: .steps)
        try container.encode(window, forKey: .window)
        if !routes.isEmpty { try container.encode(routes, forKey: .routes) }
        if weight != 1 { try container.encode(weight, forKey: .weight) }
        try container.encode(limits, forKey: .limits)
        try container.encodeIfPresent(totalSegments, forKey: .totalSegments)
        try container.encodeIfPresent(budget, forKey: .budget)
        try container.encodeIfPresent(policy, forKey: .policy)
        try container.encode(breakers, forKey: .breakers)
        try container.encodeIfPresent(lastDay, forKey: .lastDay)
        try container.encode(endsOnFailure, forKey: .endsOnFailure)
        try container.encode(defaults, forKey: .defaults)
        if missing != .block { try container.encode(missing, forKey: .missing) }
        try container.encodeIfPresent(optOutText, forKey: .optOutText)
        if alphabet != .any { try container.encode(alphabet, forKey: .alphabet) }
        try container.encode(onLate, forKey: .onLate)
        try container.encode(lateAfterSeconds, forKey: .lateAfterSeconds)
        try container.encode(validitySeconds, forKey: .validitySeconds)
        try container.encode(contactPolicy, forKey: .contactPolicy)
        if audience != .frozen { try container.encode(audience, forKey: .audience) }
        try container.encodeIfPresent(goal, forKey: .goal)
        try container.encodeIfPresent(holdout, forKey: .holdout)
        if agentMayResume { try container.encode(true, forKey: .agentMayResume) }
        if onAutomatic != .halt { try container.encode(onAutomatic, forKey: .onAutomatic) }
    }
}

import AsyncHTTPClient
import Campaigns
import Connectors
import Gateway
import Storage

/// Makes agents of what the configuration says.
struct AgentMaker {
    var client: HTTPClient
    var pending: PendingTurns
    var senderName: String?
    var memory: any AgentMemory = PassingAgentMemory()

    func make(_ settings: Settings.Agent) throws(CommandFailure) -> any Agent {
        var links: [any AgentLink] = []
        if let rules = settings.rules { links.append(RulesLink(rules)) }
        do throws(SettingProblem) {
            if let webhook = settings.webhook {
                links.append(
                    try WebhookAgent(
                        settings: webhook,
                        permits: settings.permits,
                        client: client,
                        pending: pending,
                        agent: settings.name,
                        memory: memory,
                        now: SystemWallClock().now
                    )
                )
            }
            if let model = settings.model {
                links.append(
                    try ModelAgent(
                        settings: model.settings,
                        permits: settings.permits,
                        knowledge: try knowledge(model.knowledge, settings.name),
                        senderName: senderName,
                        client: client,
                        agent: settings.name,
                        memory: memory,
                        now: SystemWallClock().now
                    )
                )
            }
        } catch {
            throw CommandFailure(.configuration, "agent \(settings.name): \(error)")
        }
        return AgentChain(
            name: settings.name,
            links: links,
            permits: settings.permits,
            zone: settings.rules?.zone ?? .utc
        )
    }

    private func knowledge(_ folder: String?, _ agent: String) throws(SettingProblem) -> KnowledgeIndex? {
        guard let folder else { return nil }
        let passages: [KnowledgePassage]
        do throws(KnowledgeProblem) {
            passages = try KnowledgeFolder.read(folder)
        } catch {
            throw SettingProblem(setting: "llm.knowledge", expected: "\(error.expected), found \(error.found)")
        }
        do throws(AgentProblem) {
            return try KnowledgeIndex(passages)
        } catch {
            throw SettingProblem(setting: "llm.knowledge", expected: error.reason)
        }
    }
}

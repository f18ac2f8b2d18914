import Campaigns
import Foundation

/// The body of the request that asks a program for an answer.
struct WebhookTurn: Encodable {
    struct Content: Encodable {
        struct Conversation: Encodable {
            var id: String
            var version: Int64
            var owner: String
            var line: String?
            var language: String?
            var channel = "sms"
        }

        struct Contact: Encodable {
            var phone: String
            var name: String?
            var fields: [String: String]
            var consent: [String]
            var timezone: String?
        }

        struct Campaign: Encodable {
            var id: String?
            var name: String
            var step: Int?
            var lastSentText: String?

            enum CodingKeys: String, CodingKey {
                case id, name, step, lastSentText = "last_sent_text"
            }
        }

        struct Message: Encodable {
            var dir: String
            var origin: String?
            var at: String
            var text: String
        }

        struct Limits: Encodable {
            var maxSegments: Int
            var repliesLeftHour: Int?
            var repliesLeftDay: Int?
            /// Signs beyond the GSM alphabet make a message cost more.
            var encoding = "gsm7_preferred"

            enum CodingKeys: String, CodingKey {
                case maxSegments = "max_segments", repliesLeftHour = "replies_left_hour"
                case repliesLeftDay = "replies_left_day", encoding
            }
        }

        var turnID: String
        var deadline: String
        var test: Bool
        var conversation: Conversation
        var contact: Contact
        var campaign: Campaign?
        var messages: [Message]
        var limits: Limits
        var allowedActions: [String]

        enum CodingKeys: String, CodingKey {
            case turnID = "turn_id", deadline, test, conversation, contact, campaign, messages, limits
            case allowedActions = "allowed_actions"
        }
    }

    var type = "conversation.turn"
    var timestamp: String
    var schema = "1"
    var data: Content

    init(_ turn: AgentTurn, deadline: Timestamp, permits: AnswerPermits, at now: Timestamp) {
        var messages = turn.history.map {
            Content.Message(dir: $0.direction.rawValue, origin: $0.origin, at: "\($0.at)", text: $0.text)
        }
        messages.append(Content.Message(dir: "in", origin: nil, at: "\(turn.at)", text: turn.text))
        var fields = turn.fields
        fields["phone"] = nil
        timestamp = "\(now)"
        data = Content(
            turnID: turn.id,
            deadline: "\(deadline)",
            test: turn.isTest,
            conversation: Content.Conversation(
                id: "cnv_\(turn.conversation)",
                version: turn.version,
                owner: turn.context.owner.rawValue,
                line: turn.context.line,
                language: turn.context.language
            ),
            contact: Content.Contact(
                phone: turn.number.e164,
                name: fields.removeValue(forKey: "name"),
                fields: fields,
                consent: turn.context.consents.map(\.rawValue),
                timezone: turn.context.timeZone
            ),
            campaign: turn.campaign.map {
                Content.Campaign(
                    id: turn.context.campaign.map { "cmp_\($0)" },
                    name: $0,
                    step: turn.context.step,
                    lastSentText: turn.lastCampaignText
                )
            },
            messages: messages,
            limits: Content.Limits(
                maxSegments: permits.maxSegments,
                repliesLeftHour: turn.context.repliesLeftHour,
                repliesLeftDay: turn.context.repliesLeftDay
            ),
            allowedActions: permits.actions.map(\.rawValue)
        )
    }

    func octets() throws(AgentProblem) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self))
        } catch {
            throw AgentProblem("the question cannot be written as JSON")
        }
    }
}

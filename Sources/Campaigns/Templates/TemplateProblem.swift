/// Why a template cannot be read or filled in.
public enum TemplateProblem: Error, Hashable, Sendable {
    /// `position` counts characters, the first is 1.
    case unclosed(position: Int)
    case emptyField(position: Int)
    case badField(String, position: Int)
    case unknownFilter(String, position: Int)
    case badDefault(position: Int)
    /// A filter whose argument is missing or wrong; `example` is a right one.
    case badArgument(String, example: String, position: Int)
    case tooLong(limit: Int)
    case empty
    /// A field that the contact does not have, and that has no default.
    case missingField(String)
    /// A field whose value is not what a filter takes.
    case badValue(String, expects: String)
    /// With its fields filled in the text is too long.
    case renderedTooLong(limit: Int)
}

extension TemplateProblem {
    /// The contact lacks something, and the template is as it should be.
    public var isAboutTheContact: Bool {
        switch self {
        case .missingField, .badValue: true
        default: false
        }
    }
}

extension TemplateProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unclosed(let position): "character \(position): '{{' is never closed; write \\{{ if the signs are meant"
        case .emptyField(let position): "character \(position): a field name is missing between {{ and }}"
        case .badField(let name, let position): "character \(position): '\(name)' cannot be the name of a field"
        case .unknownFilter(let name, let position):
            "character \(position): there is no filter '\(name)': expected one of \(TemplateFilter.names)"
        case .badDefault(let position):
            "character \(position): a default is written as default:\"text\""
        case .badArgument(let filter, let example, let position):
            "character \(position): the filter '\(filter)' is written as \(example)"
        case .tooLong(let limit): "the text is longer than \(limit) characters"
        case .empty: "the text is empty"
        case .missingField(let name):
            "the field '\(name)' is empty and has no default: write {{\(name)|default:\"…\"}}"
        case .badValue(let name, let expects): "the field '\(name)' is not \(expects)"
        case .renderedTooLong(let limit): "with its fields filled in the text is longer than \(limit) characters"
        }
    }
}

import Foundation
import Testing

@testable import Modems

/// Documentation/modems.md says what the tables say.
struct ModemsPageTests {
    private static let page = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation/modems.md")

    @Test(arguments: Dialect.all + [.generic])
    func namesEachDialect(_ dialect: Dialect) throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(text.contains("| `\(dialect.name)` |"), "Documentation/modems.md has no row for \(dialect.name)")
    }

    @Test(arguments: USBModems.layouts)
    func namesEachModelWithAKnownPort(_ layout: USBModems.Layout) throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let models = layout.name.split { !$0.isLetter && !$0.isNumber }.filter { $0.contains(where: \.isNumber) }
        for model in models where !model.allSatisfy(\.isNumber) {
            #expect(text.contains(model), "Documentation/modems.md does not name \(model)")
        }
    }
}

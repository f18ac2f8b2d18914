import Foundation
import NIOCore
import Synchronization
import Testing

@testable import smsbridge

@Suite("The bar of a transfer")
struct ProgressBarTests {
    private final class Screen: Sendable {
        let text = Mutex("")
    }

    private static func bar(_ screen: Screen, width: Int) -> ProgressBar {
        ProgressBar(title: "contacts.csv", total: 10, width: width) { written in
            screen.text.withLock { $0 += written }
        }
    }

    @Test("it is wiped when the transfer ends, whoever moved it")
    func wiped() async throws {
        let screen = Screen()
        let bar = Self.bar(screen, width: 80)
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("0123456789".utf8))
        try pipe.fileHandleForWriting.close()
        for try await _ in FileChunks(handle: pipe.fileHandleForReading, bar: bar) {}
        bar.finish()
        let text = screen.text.withLock { $0 }
        #expect(text.contains("100 %"))
        #expect(text.hasSuffix("\r\u{1B}[K"))
    }

    @Test("nothing is written where no person looks, or nothing moved")
    func silent() {
        let screen = Screen()
        let blind = Self.bar(screen, width: 0)
        blind.advance(to: 5)
        blind.finish()
        Self.bar(screen, width: 80).finish()
        #expect(screen.text.withLock { $0 }.isEmpty)
    }
}

import Foundation
import NIOCore
import Synchronization
import Testing

@testable import smsbridge

@Suite("The bar of a list on its way")
struct ProgressBarTests {
    private final class Screen: Sendable {
        let text = Mutex("")
        let elapsed = Mutex(Duration.zero)
    }

    private static func bar(_ screen: Screen, total: Int = 10, width: Int) -> ProgressBar {
        let start = ContinuousClock.now
        return ProgressBar(
            title: "contacts.csv",
            total: total,
            width: width,
            now: { start + screen.elapsed.withLock { $0 } },
            write: { written in screen.text.withLock { $0 += written } }
        )
    }

    @Test("it is wiped when the transfer ends, whoever moved it")
    func wiped() async throws {
        let screen = Screen()
        let bar = Self.bar(screen, width: 80)
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("01234\n678\n".utf8))
        try pipe.fileHandleForWriting.close()
        for try await _ in FileChunks(handle: pipe.fileHandleForReading, bar: bar) {}
        bar.finish()
        let text = screen.text.withLock { $0 }
        #expect(text.contains("100 %  2 lines"))
        #expect(text.hasSuffix("\r\u{1B}[K"))
    }

    @Test("it says what it counts")
    func unit() {
        let figures = ProgressBar.Figures(done: 500, total: 1000, lines: 500, elapsed: .seconds(1))
        let line = ProgressBar.line(title: "Visit", unit: "contacts", figures, width: 80)
        #expect(line.hasSuffix("50 %  500 contacts  500/s  0:01 left"))
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

    @Test("it tells lines, pace and the time that is left, and is not written more often than eyes can read")
    func figures() {
        let screen = Screen()
        let bar = Self.bar(screen, total: 1000, width: 80)
        bar.advance(to: 0)
        screen.elapsed.withLock { $0 = .seconds(2) }
        bar.advance(to: 250, lines: 50_000)
        for _ in 0..<100 { bar.advance(to: 251, lines: 1) }
        let text = screen.text.withLock { $0 }
        #expect(text.contains("25 %  50,000 lines  25,000/s  0:06 left"))
        #expect(text.split(separator: "\r").count == 2)
    }

    @Test("without a known size there is no share of it")
    func unknownSize() {
        let figures = ProgressBar.Figures(done: 500, total: 0, lines: 1_234_567, elapsed: .seconds(10))
        #expect(ProgressBar.line(title: "-", figures, width: 80) == "-  1,234,567 lines  123,456/s")
    }

    @Test("what has no room is left out", arguments: [20, 40, 60, 80, 200])
    func room(width: Int) {
        for done in [0, 1, 500, 999, 1000] {
            let figures = ProgressBar.Figures(done: done, total: 1000, lines: 999_999, elapsed: .seconds(60))
            let line = ProgressBar.line(title: "a-rather-long-name-of-a-file.csv", figures, width: width)
            #expect(TerminalText.width(line) < width)
        }
    }
}

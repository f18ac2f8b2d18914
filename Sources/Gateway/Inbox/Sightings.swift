/// When a modem told of messages that wait in its memories, until they are read.
struct Sightings {
    private struct Sighting {
        var storage: String
        var index: Int
        /// The modem's announcements are counted from 1.
        var announcement: Int
        var since: Stopwatch
    }

    /// A memory holds fewer messages than this.
    private static let most = 512

    private var known: [Sighting] = []

    mutating func add(_ storage: String, _ index: Int, announcement: Int, since: Stopwatch) {
        if known.count == Self.most { known.removeFirst() }
        known.append(Sighting(storage: storage, index: index, announcement: announcement, since: since))
    }

    /// Since when the message in that place is known; `nil` where no notice named it. Modems call a memory by more than
    /// one name, so another name counts where none fits; of two notices the later one is of what is there now.
    func since(_ storage: String, _ index: Int) -> Stopwatch? {
        let there = known.filter { $0.index == index }
        return (there.last { $0.storage == storage } ?? there.last)?.since
    }

    /// All that was announced up to there has been read.
    mutating func forget(upTo announcement: Int) {
        known.removeAll { $0.announcement <= announcement }
    }
}

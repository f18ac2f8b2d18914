extension StartUp {
    mutating func storageAnswered(_ answer: ATAnswer) -> Step {
        if isBusy(answer), let step = again(atMost: dialect.readiness.busyPatience) { return step }
        switch stage {
        case .storageChoices:
            let choices = answer.isOK ? StorageAnswer.parseChoices(answer.lines) : []
            offersNothing = answer.isOK && choices.isEmpty
            return tryStorage(attempts(choices))
        case .storage(let left):
            guard answer.isOK, let taken = left.first else { return tryStorage(Array(left.dropFirst())) }
            profile.storagePositions = taken.count
            // What is received goes to the last memory; the others are polled as well.
            let receiving = taken[taken.count - 1]
            let others = wishedStorages.filter { $0 != receiving && offered.contains($0) }
            profile.storages = [receiving] + others
            return begin(.storageState, .storageState)
        default:
            profile.storageUse = StorageAnswer.parseState(answer.lines)
            return begin(.notificationChoices, .notificationChoices)
        }
    }

    private var wishedStorages: [String] { dialect.memory.wished ?? settings.wishedStorages }

    /// What to try for `+CPMS=`: as many memories as the modem lists, the wished ones first.
    private mutating func attempts(_ choices: [[String]]) -> [[String]] {
        let positions = max(1, choices.count)
        offered = choices.first ?? []
        var attempts: [[String]] = []
        for wish in wishedStorages {
            // Where no list was given, every wish is tried in all arities, or in the one that the dialect knows.
            if choices.isEmpty {
                for count in dialect.memory.positions.map({ [$0] }) ?? [3, 2, 1] {
                    attempts.append(Array(repeating: wish, count: count))
                }
                continue
            }
            let memories = (0..<positions).map { position -> String? in
                choices[position].contains(wish) ? wish : nil
            }
            if memories.allSatisfy({ $0 != nil }) { attempts.append(memories.compactMap { $0 }) }
        }
        if attempts.isEmpty, let first = offered.first { attempts.append(Array(repeating: first, count: positions)) }
        return attempts
    }

    private mutating func tryStorage(_ attempts: [[String]]) -> Step {
        guard let first = attempts.first else { return begin(.storageState, .storageState) }
        return begin(.preferredStorage(first), .storage(attempts))
    }
}

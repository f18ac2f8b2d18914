public import Storage

extension Control {
    /// Puts a contact back whose way through a campaign failed, or was ended by an automatic reply. `who` is a number, or
    /// the name of a contact.
    public func putBack(_ who: String, in campaign: String) async throws(ControlProblem) -> PutBackView {
        let number = try await number(of: who)
        let view = try await stored { () async throws(StorageError) in
            try await core.store.putBack(number, in: campaign, by: actor, at: now)
        }
        core.bells.plan.ring()
        core.bells.queue.ring()
        return view
    }
}

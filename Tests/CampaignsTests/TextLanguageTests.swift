import Testing

@testable import Campaigns

@Suite struct TextLanguageTests {
    @Test(
        arguments: [
            ("Ich will das nicht mehr haben", "de"), ("Je ne veux plus de messages, merci", "fr"),
            ("No quiero mas mensajes, gracias", "es"), ("Eu não quero mais mensagens", "pt"),
            ("Non voglio più messaggi", "it"), ("Ik wil geen berichten meer", "nl"),
            ("Nie chcę więcej wiadomości", "pl"), ("Artık mesaj istemiyorum", "tr"),
            ("Saya tidak mau pesan lagi", "id"), ("Sitaki ujumbe tena tafadhali", "sw"),
            ("Please do not write to me", "en"), ("Больше не пишите", "ru"), ("لا تراسلني", "ar"),
            ("मुझे संदेश मत भेजो", "hi"), ("", nil), ("12345", nil), ("xyzzy", nil), ("on", nil),
        ] as [(String, String?)]
    )
    func isTold(text: String, language: String?) {
        #expect(TextLanguage.guess(text) == language)
    }

    @Test(
        arguments: [
            ("de", "de"), ("pt-BR", "pt"), ("FR_fr.UTF-8", "fr"), ("German", nil), ("", nil), ("d", nil),
        ] as [(String, String?)]
    )
    func codesAreReadAsPeopleWriteThem(name: String, code: String?) {
        #expect(TextLanguage.code(name) == code)
    }

    @Test func theNewestTextThatTellsItCounts() {
        let texts = ["ok", "Ich habe genug davon", "What is the price for the gate?"]
        #expect(TextLanguage.guess(newestFirst: texts) == "de")
        #expect(TextLanguage.guess(newestFirst: ["12", "?"]) == nil)
    }
}

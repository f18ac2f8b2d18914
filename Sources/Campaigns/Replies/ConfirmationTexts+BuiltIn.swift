extension ConfirmationTexts {
    /// Those in Latin script keep to the GSM alphabet, and all fit into one segment with a short sender.
    static let builtIn: [String: Texts] = {
        let rows: [(language: String, optOut: String, optIn: String, help: String)] = [
            (
                "en", "{{sender}}: you will get no more messages from us. Write START to get them again.",
                "{{sender}}: you will get our messages. Write STOP to end them.",
                "{{sender}}: write STOP to get no more messages. Anything else is read by us."
            ),
            (
                "de", "{{sender}}: Sie erhalten keine Nachrichten mehr von uns. Mit START wieder.",
                "{{sender}}: Sie erhalten unsere Nachrichten. Mit STOP beenden.",
                "{{sender}}: Mit STOP erhalten Sie keine Nachrichten mehr. Alles andere lesen wir."
            ),
            (
                "fr", "{{sender}}: vous ne recevrez plus de messages. Pour les reprendre: START.",
                "{{sender}}: vous recevrez nos messages. Pour les arreter: STOP.",
                "{{sender}}: envoyez STOP pour ne plus recevoir de messages. Nous lisons le reste."
            ),
            (
                "es", "{{sender}}: no recibirá más mensajes. Escriba START para volver a recibirlos.",
                "{{sender}}: recibirá nuestros mensajes. Escriba STOP para no recibirlos.",
                "{{sender}}: escriba STOP para no recibir más mensajes. Leemos todo lo demás."
            ),
            (
                "pt", "{{sender}}: não receberá mais mensagens. Escreva START para voltar a receber.",
                "{{sender}}: receberá as nossas mensagens. Escreva STOP para parar.",
                "{{sender}}: escreva STOP para não receber mais mensagens. Lemos tudo o resto."
            ),
            (
                "it", "{{sender}}: non riceverà più messaggi. Scriva START per riceverli di nuovo.",
                "{{sender}}: riceverà i nostri messaggi. Scriva STOP per fermarli.",
                "{{sender}}: scriva STOP per non ricevere più messaggi. Il resto lo leggiamo noi."
            ),
            (
                "nl", "{{sender}}: u krijgt geen berichten meer van ons. Stuur START om ze weer te krijgen.",
                "{{sender}}: u krijgt onze berichten. Stuur STOP om ze te beëindigen.",
                "{{sender}}: stuur STOP voor geen berichten meer. Al het andere lezen wij."
            ),
            (
                "pl", "{{sender}}: nie bedziemy juz wysylac wiadomosci. START przywraca wiadomosci.",
                "{{sender}}: bedziesz otrzymywac wiadomosci. STOP je konczy.",
                "{{sender}}: napisz STOP, aby nie otrzymywac wiadomosci. Reszte czytamy sami."
            ),
            (
                "ru", "{{sender}}: мы больше не будем писать. START - возобновить.",
                "{{sender}}: вы получаете сообщения. STOP - отказ.", "{{sender}}: STOP - отказ от сообщений."
            ),
            (
                "ar", "{{sender}}: لن تصلك رسائل منا بعد الآن. للعودة أرسل START.",
                "{{sender}}: ستصلك رسائلنا. للإيقاف أرسل STOP.",
                "{{sender}}: لإيقاف الرسائل أرسل STOP."
            ),
            (
                "hi", "{{sender}}: अब आपको संदेश नहीं मिलेंगे। फिर से पाने को START लिखें।",
                "{{sender}}: अब आपको संदेश मिलेंगे। रोकने को STOP लिखें।", "{{sender}}: संदेश रोकने को STOP लिखें।"
            ),
            (
                "tr", "{{sender}}: size artik mesaj gondermeyecegiz. Yeniden almak için START yazin.",
                "{{sender}}: mesajlarimizi alacaksiniz. Durdurmak için STOP yazin.",
                "{{sender}}: mesaj almamak için STOP yazin. Gerisini biz okuruz."
            ),
            (
                "sw", "{{sender}}: hutapata ujumbe tena kutoka kwetu. Andika START kuupata tena.",
                "{{sender}}: utapata ujumbe wetu. Andika STOP kuuacha.",
                "{{sender}}: andika STOP usipate ujumbe tena. Mengine tunayasoma."
            ),
            (
                "id", "{{sender}}: Anda tidak akan menerima pesan lagi. Balas START untuk menerima lagi.",
                "{{sender}}: Anda akan menerima pesan kami. Balas STOP untuk berhenti.",
                "{{sender}}: balas STOP untuk tidak menerima pesan. Selain itu kami baca."
            ),
        ]
        var texts: [String: Texts] = [:]
        for row in rows {
            guard let optOut = try? MessageTemplate(row.optOut), let optIn = try? MessageTemplate(row.optIn),
                let help = try? MessageTemplate(row.help)
            else { continue }
            texts[row.language] = Texts(optOut: optOut, optIn: optIn, help: help)
        }
        return texts
    }()
}

extension KeywordPack {
    /// The languages that are known from the start. Configuration can add packs, and never take a stop word away.
    public static let builtIn: [KeywordPack] = [
        english, german, french, spanish, portuguese, italian, dutch, polish, russian, arabic, hindi, turkish, swahili,
        indonesian,
    ]

    private static let english = KeywordPack(
        language: "en",
        stop: [
            "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out",
            "remove", "stop2quit", "stop 2 quit", "unsub", "stop to end", "td",
        ],
        strong: ["stop", "stopall", "unsubscribe", "optout", "opt out", "unsub", "revoke"],
        phrases: [
            "remove me", "remove my name", "remove my number", "take me off", "take my number off", "lose my number",
            "dont contact me", "do not contact me", "dont text me", "do not text me", "dont message me",
            "do not message me", "dont write me", "dont write to me", "do not write to me", "stop texting",
            "stop messaging", "stop sending", "stop contacting", "stop writing", "stop spamming", "stop bothering",
            "stop harassing", "stop these messages", "stop these texts", "stop those messages", "stop the messages",
            "stop the texts",
            "quit texting", "delete my number", "delete me", "i opt out", "opt me out", "unsubscribe me",
            "no more texts", "no more messages", "no more sms", "leave me alone", "i want to unsubscribe",
            "i revoke my consent", "stop2quit",
        ],
        start: ["start", "unstop", "subscribe", "join", "opt in", "optin", "resume"],
        help: ["help", "info"],
        wrongNumber: ["wrong number", "wrong person", "you have the wrong", "not my number anymore"],
        fillers: [
            "please", "pls", "plz", "now", "thanks", "thank", "you", "thx", "ok", "okay", "just", "me",
            "sms", "text", "texts", "msg", "messages", "immediately", "ffs", "already",
        ]
    )

    private static let german = KeywordPack(
        language: "de",
        stop: ["stopp", "abmelden", "abbestellen", "abmeldung", "aufhören", "aufhoeren", "austragen", "widerruf"],
        strong: ["stopp", "abmelden", "abbestellen", "abmeldung"],
        phrases: [
            "keine sms mehr", "keine nachrichten mehr", "keine nachricht mehr", "keine werbung mehr",
            "nicht mehr schreiben", "nicht mehr anschreiben", "schreiben sie mir nicht", "schreibt mir nicht",
            "schreib mir nicht", "hört auf", "hören sie auf", "hör auf", "lasst mich in ruhe",
            "lassen sie mich in ruhe", "meine nummer löschen", "löschen sie meine nummer", "löscht meine nummer",
            "melden sie mich ab", "meldet mich ab", "melde mich ab", "aus der liste", "aus dem verteiler",
            "nehmen sie mich raus", "nicht mehr kontaktieren", "ich widerrufe",
        ],
        start: ["anmelden", "starten"],
        help: ["hilfe"],
        wrongNumber: ["falsche nummer", "falscher empfänger", "falsch verbunden", "sie haben die falsche nummer"],
        fillers: ["bitte", "danke", "jetzt", "sofort", "mich", "endlich", "alle", "alles", "nachrichten"]
    )

    private static let french = KeywordPack(
        language: "fr",
        stop: ["arret", "arrêter", "arrêtez", "désabonner", "désabonnement", "désinscription", "résilier"],
        strong: ["arret", "désabonner", "désabonnement", "désinscription"],
        phrases: [
            "ne plus recevoir", "plus de sms", "plus de messages", "plus de message", "me désabonner",
            "désabonnez moi", "désinscrivez moi", "arrêtez de", "arrête de", "laissez moi tranquille",
            "ne menvoyez plus",
            "ne m envoyez plus", "ne mécrivez plus", "ne me contactez plus", "supprimez mon numéro",
            "retirez moi de", "enlevez moi de",
        ],
        start: ["reprendre", "inscrire"],
        help: ["aide"],
        wrongNumber: ["mauvais numéro", "faux numéro", "erreur de numéro", "vous vous trompez de numéro"],
        fillers: ["svp", "stp", "merci", "maintenant", "tout", "sil", "vous", "plait"]
    )

    private static let spanish = KeywordPack(
        language: "es",
        stop: ["alto", "parar", "pare", "baja", "cancelar", "no mas", "detener", "basta"],
        strong: [],
        phrases: [
            "no mas mensajes", "no más sms", "dejen de", "deje de enviar", "deja de escribir", "deja de enviar",
            "darme de baja", "dar de baja", "deme de baja", "denme de baja", "no me escriban", "no me escribas",
            "no me manden", "no me envien", "no quiero mas mensajes", "no quiero recibir", "borren mi numero",
            "quitenme de la lista", "déjenme en paz",
        ],
        start: ["alta", "comenzar", "iniciar"],
        help: ["ayuda"],
        wrongNumber: ["numero equivocado", "se equivocó de numero", "se equivoca de numero"],
        fillers: ["por", "favor", "gracias", "ya", "ahora", "todo"]
    )

    private static let portuguese = KeywordPack(
        language: "pt",
        stop: ["sair", "parar", "pare", "cancelar", "remover", "descadastrar"],
        strong: ["descadastrar"],
        phrases: [
            "nao quero mais", "parem de", "pare de enviar", "pare de mandar", "me remova", "remova meu numero",
            "nao me mande", "nao me envie", "nao me escreva", "cancelar inscrição", "chega de mensagens",
            "me tire da lista", "me deixe em paz", "apague meu numero",
        ],
        start: ["voltar", "começar"],
        help: ["ajuda"],
        wrongNumber: ["numero errado", "pessoa errada"],
        fillers: ["por", "favor", "obrigado", "obrigada", "agora", "ja"]
    )

    private static let italian = KeywordPack(
        language: "it",
        stop: ["basta", "annulla", "cancella", "disiscrivi", "disiscrivimi"],
        strong: ["disiscrivi", "disiscrivimi"],
        phrases: [
            "non scrivetemi", "non mi scrivete", "non scrivermi", "basta messaggi", "basta sms", "cancellami",
            "cancellatemi", "non voglio più", "rimuovimi", "rimuovetemi", "toglietemi dalla lista", "smettetela di",
            "smettila di", "lasciatemi in pace", "non inviatemi",
        ],
        start: ["riprendi", "inizia"],
        help: ["aiuto"],
        wrongNumber: ["numero sbagliato", "ha sbagliato numero", "avete sbagliato numero"],
        fillers: ["per", "favore", "grazie", "ora", "subito"]
    )

    private static let dutch = KeywordPack(
        language: "nl",
        stop: ["afmelden", "stoppen", "uitschrijven", "opzeggen"],
        strong: ["afmelden", "uitschrijven"],
        phrases: [
            "geen sms meer", "geen smsjes meer", "geen berichten meer", "niet meer sturen", "niet meer schrijven",
            "stuur me niets meer", "haal me van", "haal mij van", "verwijder mijn nummer", "meld me af",
            "schrijf me uit", "laat me met rust", "stop met",
        ],
        start: ["aanmelden", "hervatten"],
        help: ["hulp"],
        wrongNumber: ["verkeerd nummer", "verkeerde persoon"],
        fillers: ["alsjeblieft", "aub", "alstublieft", "svp", "nu", "dank", "bedankt"]
    )

    private static let polish = KeywordPack(
        language: "pl",
        stop: ["wypisz", "rezygnuję", "rezygnacja", "anuluj", "koniec"],
        strong: ["wypisz"],
        phrases: [
            "wypisz mnie", "proszę wypisać", "nie pisz do mnie", "nie piszcie", "proszę nie pisać", "nie wysyłaj",
            "nie wysyłajcie", "proszę nie wysyłać", "usuń mój numer", "proszę usunąć", "dajcie mi spokój",
            "przestańcie pisać",
        ],
        start: ["wznów", "zapisz"],
        help: ["pomoc"],
        wrongNumber: ["zły numer", "błędny numer", "pomyłka"],
        fillers: ["proszę", "prosze", "dziękuję", "teraz"]
    )

    private static let russian = KeywordPack(
        language: "ru",
        stop: ["стоп", "отписаться", "отписка", "отпишите", "хватит", "прекратите"],
        strong: ["стоп", "отписаться", "отписка"],
        phrases: [
            "не пишите", "не пиши мне", "хватит писать", "отпишите меня", "удалите мой номер", "удалите меня",
            "больше не присылайте", "не присылайте", "не отправляйте", "прекратите писать", "оставьте меня в покое",
            "отстаньте",
        ],
        start: ["старт", "подписаться"],
        help: ["помощь", "справка"],
        wrongNumber: ["не тот номер", "ошиблись номером", "вы ошиблись"],
        fillers: ["пожалуйста", "спасибо", "сейчас"]
    )

    private static let arabic = KeywordPack(
        language: "ar",
        stop: ["إيقاف", "توقف", "الغاء", "إلغاء", "قف", "إلغاء الاشتراك"],
        strong: ["إيقاف", "إلغاء الاشتراك"],
        phrases: [
            "لا ترسل", "لا ترسلوا", "توقف عن", "توقفوا عن", "لا أريد رسائل", "احذف رقمي", "احذفوا رقمي", "كفى رسائل",
        ],
        start: ["ابدأ", "اشتراك", "اشترك"],
        help: ["مساعدة"],
        wrongNumber: ["رقم خاطئ", "الرقم خطأ", "رقم غلط"],
        fillers: ["من", "فضلك", "شكرا", "الآن"]
    )

    private static let hindi = KeywordPack(
        language: "hi",
        stop: ["बंद", "बन्द", "रोकें", "रोको", "रुको", "बंद करो", "बंद करें", "band karo"],
        strong: [],
        phrases: [
            "मैसेज मत भेजो", "मैसेज मत भेजें", "संदेश मत भेजो", "संदेश न भेजें", "मैसेज बंद", "संदेश बंद", "मेरा नंबर हटा",
            "message mat bhejo", "msg mat bhejo",
        ],
        start: ["शुरू", "चालू"],
        help: ["मदद", "सहायता"],
        wrongNumber: ["गलत नंबर", "रॉन्ग नंबर"],
        fillers: ["कृपया", "प्लीज", "धन्यवाद", "अभी"]
    )

    private static let turkish = KeywordPack(
        language: "tr",
        stop: ["dur", "iptal", "durdur", "ret", "çık"],
        strong: ["iptal"],
        phrases: [
            "mesaj atma", "mesaj atmayın", "mesaj gönderme", "mesaj göndermeyin", "yazmayın", "bana yazma",
            "listeden çıkar", "beni çıkar", "numaramı sil", "sms istemiyorum", "mesaj istemiyorum", "rahat bırakın",
        ],
        start: ["başla", "başlat", "kabul"],
        help: ["yardım"],
        wrongNumber: ["yanlış numara"],
        fillers: ["lütfen", "teşekkürler", "hemen", "artık"]
    )

    private static let swahili = KeywordPack(
        language: "sw",
        stop: ["acha", "simama", "ondoa", "sitaki", "koma"],
        strong: [],
        phrases: [
            "acha kutuma", "acheni kutuma", "usinitumie", "msinitumie", "usiniandikie", "sitaki ujumbe", "sitaki sms",
            "niondoe", "niondoeni", "futa namba yangu",
        ],
        start: ["anza", "jiunge"],
        help: ["msaada"],
        wrongNumber: ["namba si sahihi", "umekosea namba", "namba siyo"],
        fillers: ["tafadhali", "asante", "sasa"]
    )

    private static let indonesian = KeywordPack(
        language: "id",
        stop: ["berhenti", "batal", "stop sms", "keluar"],
        strong: ["berhenti"],
        phrases: [
            "berhenti kirim", "berhenti mengirim", "jangan kirim", "jangan sms", "jangan hubungi", "jangan ganggu",
            "hapus nomor", "hapus saya",
        ],
        start: ["mulai", "daftar"],
        help: ["bantuan"],
        wrongNumber: ["salah nomor", "nomor salah", "salah sambung"],
        fillers: ["tolong", "terima", "kasih", "sekarang"]
    )
}

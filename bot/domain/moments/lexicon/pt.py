"""Portuguese."""

from __future__ import annotations

WORDS: dict[str, str | dict[int, str]] = {
    "weekday": {
        0: "segunda-feira|segunda|seg",
        1: "terça-feira|terça|ter",
        2: "quarta-feira|quarta|qua",
        3: "quinta-feira|quinta|qui",
        4: "sexta-feira|sexta|sex",
        5: "sábado|sáb",
        6: "domingo|dom",
    },
    "weekdays": {
        0: "segundas-feiras|segundas",
        1: "terças-feiras|terças",
        2: "quartas-feiras|quartas",
        3: "quintas-feiras|quintas",
        4: "sextas-feiras|sextas",
        5: "sábados",
        6: "domingos",
    },
    "feira": "feira",
    "month": {
        1: "janeiro|jan",
        2: "fevereiro|fev",
        3: "março|mar",
        4: "abril|abr",
        5: "maio|mai",
        6: "junho|jun",
        7: "julho|jul",
        8: "agosto|ago",
        9: "setembro|set",
        10: "outubro|out",
        11: "novembro|nov",
        12: "dezembro|dez",
    },
    "rel": {0: "hoje|hj", 1: "amanhã", 2: "depois de amanhã"},
    "relpart": {1: "esta manhã|hoje de manhã", 2: "esta tarde|hoje à tarde", 4: "esta noite|hoje à noite"},
    "relmorning": {1: "amanhã de manhã|amanhã pela manhã"},
    "part": {
        1: "manhã|da manhã|de manhã|pela manhã|madrugada|da madrugada|de madrugada",
        2: "tarde|da tarde|de tarde|à tarde|pela tarde",
        4: "noite|da noite|de noite|à noite|pela noite",
        5: "hora do almoço",
    },
    "parts": {1: "manhãs", 2: "tardes", 4: "noites"},
    "noon": "meio-dia|meio dia",
    "midnight": "meia-noite|meia noite",
    "unit": {
        1: "minuto|minutos|min|mins",
        60: "hora|horas|h|hs|hrs",
        1440: "dia|dias",
        10080: "semana|semanas",
        14: "quinzena",
        30: "mês|meses",
        365: "ano|anos",
        -1: "segundo|segundos",
    },
    "hmark": {0: "h|hs|hrs|horas|hora"},
    "ampm": {0: "am|a m", 12: "pm|p m"},
    "minmark": "minuto|minutos|min",
    "art": "um|uma",
    "couple": "um par de|um par|par de",
    "half": "meia|meio",
    "quarter": "quarto|um quarto",
    "threequarters": "três quartos",
    "plus": "e",
    "plusmin": "e",
    "less": "menos",
    "zerosign": "zero",
    "after": "depois das|depois da|passadas das",
    "before": "para as|para a|para o",
    "at": "às|as|à|a|ao|pelas|lá pelas|por volta das|por volta da|perto das|para as|a partir das"
    "|a partir da|tipo|cerca das"
    "|umas|na",
    "about": "cerca de|aproximadamente|mais ou menos|umas|uns",
    "sharp": "em ponto|em diante|aproximadamente|mais ou menos|certinho|por favor",
    "meeting": "encontro|a gente se vê|nos vemos",
    "on": "em|no|na|para|aos|às",
    "in": "em|dentro de|daqui a|daqui",
    "inword": "em|no|na|pela|à|da|de|do",
    "the": "o|a",
    "of": "de|do|da|em|no|na",
    "from": {0: "de|desde|desde o", 1: "a partir de|a partir do|desde", 2: "do|dos", 3: "das|da|desde as"},
    "between": "entre|entre as|entre o",
    "to": {0: "a|ao|e até", 1: "até|até o|até a|até ao", 2: "às|as|à|até as|até às|até à"},
    "and": "e|&|e as|e o",
    "or": "ou|ou então|ou senão",
    "next": "próximo|próxima|seguinte|que vem",
    "this": "este|esta|esse|essa|neste|nesta|nesse|nessa|deste|desta",
    "last": "último|última",
    "fromnow": "depois|mais tarde|a partir de agora|a partir de hoje",
    "froman": "depois de|depois do|a partir de",
    "thisweek": "esta semana|desta semana|nesta semana|essa semana|dessa semana|nessa semana|semana atual",
    "nextweek": "próxima semana|semana que vem|semana seguinte|semana próxima",
    "thismonth": "este mês|deste mês|neste mês|esse mês|desse mês|mês corrente",
    "nextmonth": "próximo mês|mês que vem|mês seguinte",
    "dayword": "dia|o dia|no dia|do dia|ao dia",
    "length": "durante|por",
    "every": "cada|todos os|todas as|toda|todo|todo o|toda a",
    "other": "outro|outra",
    "adverb": {
        1: "diário|diariamente|diária|todos os dias|todo dia|cada dia|uma vez por dia",
        7: "semanal|semanalmente|toda semana|todas as semanas|cada semana|uma vez por semana",
        14: "quinzenal|quinzenalmente|a cada quinze dias|a cada 15 dias",
        30: "mensal|mensalmente|todo mês|todos os meses|cada mês|uma vez por mês",
        90: "trimestral|trimestralmente",
        365: "anual|anualmente|todo ano|todos os anos|cada ano|uma vez por ano",
    },
    "weekends": "fins de semana|finais de semana",
    "weekend": "fim de semana|final de semana|fins de semana|finais de semana",
    "workdays": "dias úteis|dias de semana",
    "monthunit": "mês|meses",
    "monthend": "fim|final",
    "monthbegin": "início|começo",
    "times": "vezes|vez|x|encontros|sessões",
    "past": "ontem|anteontem|atrás|faz|há|passado|passada|anterior|retrasada",
    "vague": "logo|mais tarde|breve|tarde|cedo|algum dia|outro dia|fim|final|início|começo|meio"
    "|meados|primavera|verão|outono|inverno"
    "|semana|semanas|mês|meses|ano|anos|trimestre|próximos|próximas|últimos|últimas|após|antes"
    "|depois|diante|durante|hora"
    "|horas|fim de semana|final de semana|dias|natal|páscoa|réveillon|ano novo|carnaval|pentecostes"
    "|corpus christi|halloween|são joão|véspera|feriado|terceira",
}
NUMBERS = (
    "zero|um/uma|dois/duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze"
    "|catorze/quatorze|quinze"
    "|dezesseis/dezasseis|dezessete/dezassete|dezoito|dezenove/dezanove"
)
TENS = {20: "vinte", 30: "trinta", 40: "quarenta", 50: "cinquenta"}
TENS_JOINED = "{ten} e {unit}"
YEARS = "dois mil e {number}|dois mil {number}"
ORDINAL_SUFFIXES = "o|a|°"
CLOCK_24 = True
DOT_IS_ORDINAL = False
WORDS["ord"] = {1: "primeiro|primeira", 2: "segundo", 3: "terceiro", 4: "quarto", 5: "quinto"}

/** A sentence cut behind its punctuation: 法定 30 日， and 登记前先申报缴纳契税. */
export const clauses = (text: string): readonly string[] => text.split(/(?<=[，。；：、！？])/u);

/** A part of the building that visitors are sent to, e.g. 2 楼 B 区. */
export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
}

/** A government unit with staff in the hall. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  /** The official short name that fits a strip, e.g. 县市场监管局. */
  readonly shortName: string;
  readonly nameEn: string;
}

/** What a screen says about a window; what the rules need of it stands in `HallConfig`. */
export interface WindowContent {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly unitId: string;
  /** 本窗口可办: what is done here, in a few words. */
  readonly handles: string;
  readonly handlesEn: string;
  /** Who usually serves here: shown when the window is driven by a machine that names nobody. */
  readonly staffId: string | null;
}

/** A member of staff as the board at the window shows them (岗位牌): by name, post, unit and number. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly postEn: string;
  readonly unitId: string;
  readonly number: string;
  /** What the letter of authorisation of a chief representative covers; empty for others. */
  readonly authority: string;
}

/** A public commitment (公开承诺) of a unit: what, how fast, and what is said beside it. */
export interface Commitment {
  readonly id: string;
  readonly unitId: string;
  readonly matter: string;
  /** The figure set large, e.g. "5"; empty when the promise is words alone. */
  readonly figure: string;
  readonly promise: string;
  readonly detail: string;
}

/** A notice that runs along the boards. */
export interface Notice {
  readonly id: string;
  readonly text: string;
}

/** The published documents that screens show, under one revision number. */
export interface Content {
  readonly revision: number;
  readonly hall: {
    readonly id: string;
    readonly name: string;
    readonly nameEn: string;
    /** Where people ask, e.g. 1 楼服务台. */
    readonly desk: string;
    readonly deskEn: string;
    /** Where people complain, e.g. 12345. */
    readonly hotline: string;
    /** Who reads the ratings, e.g. 县政务服务中心督查股. */
    readonly ratingsReadBy: string;
    readonly ratingsReadByEn: string;
  };
  readonly zones: readonly Zone[];
  readonly units: readonly Unit[];
  readonly windows: readonly WindowContent[];
  readonly staff: readonly StaffMember[];
  readonly commitments: readonly Commitment[];
  readonly notices: readonly Notice[];
}

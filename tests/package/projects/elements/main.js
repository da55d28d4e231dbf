import "presend/elements";

"""What an ensemble is made of: fits of one family per fold, as data, and how each of them answers."""

from core.models.members.fits import Bundle, Fit, Member
from core.models.members.forest import Forest
from core.models.members.linear import Design, Linear

__all__ = ["Bundle", "Design", "Fit", "Forest", "Linear", "Member"]
